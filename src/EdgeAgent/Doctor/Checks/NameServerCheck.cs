using System.Net;
using System.Net.Sockets;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>The names of the broker and of the cameras have addresses.</summary>
internal sealed class NameServerCheck : BoxCheck
{
    public override string Id => "dns";

    public override string Title => "name server";

    protected override async Task<CheckResult> LookAsync(DoctorContext context, CancellationToken stop)
    {
        if (context.Settings is not { } settings) return Skip("the settings are at fault");
        string[] names = [.. settings.Cameras.Select(c => c.Source.Host).Append(settings.Broker.Host).Where(h => h.Length > 0 && !IPAddress.TryParse(h, out _)).Distinct()];
        if (names.Length == 0) return Skip("broker and cameras are named by address");
        foreach (string name in names)
        {
            try
            {
                if ((await Dns.GetHostAddressesAsync(name, stop)).Length > 0) continue;
            }
            catch (SocketException)
            {
                // Told below: the system's own sentence helps nobody.
            }
            return Fail($"the name {name} has no address", "it is misspelt, or the box reaches no name server", "check the name, and 'resolvectl query " + name + "'; or write the address itself");
        }
        return Fine($"{string.Join(", ", names)} have addresses");
    }
}
