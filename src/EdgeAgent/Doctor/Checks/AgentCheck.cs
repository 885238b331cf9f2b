using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SafeCity.Edge.Agent.Control;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>The agent runs, and its cameras give pictures.</summary>
internal sealed class AgentCheck : BoxCheck
{
    public override string Id => "agent";

    public override string Title => "running agent";

    protected override async Task<CheckResult> LookAsync(DoctorContext context, CancellationToken stop)
    {
        if (context.Settings is not { } settings) return Skip("the settings are at fault");
        try
        {
            JsonObject answer = await ControlClient.AskAsync(AgentWatch.PathOf(settings), new JsonObject { ["verb"] = "status" }, stop);
            AgentStatus status = answer.Deserialize(AgentStatusJson.Default.AgentStatus)!;
            if (status.Cameras.FirstOrDefault(c => c.State != "running") is { } away)
                return Warn($"camera {away.Name} is {away.State}{(away.Fault is { } f ? $": {f}" : "")}", "see the checks of the camera", "see 'safecity-edge status'");
            if (status.Load < LoadMin)
                return Warn(string.Create(CultureInfo.InvariantCulture, $"{status.Load:P0} of the pictures are analysed"), "the box is slower than its cameras are fast", "see the check 'inference-time'");
            return Fine(string.Create(CultureInfo.InvariantCulture, $"up for {status.UptimeSeconds:0} s, {status.Cameras.Count} cameras running{(status.Load is { } load ? $", {load:P0} of the pictures analysed" : "")}"));
        }
        catch (ControlException)
        {
            return Skip("no agent runs with these settings");
        }
    }

    private const double LoadMin = 0.5;
}
