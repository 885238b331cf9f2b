using System.Text;
using System.Text.Json.Nodes;
using SafeCity.Edge.Agent.Settings.Yaml;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Agent.Setup;

/// <summary>The answers so far.</summary>
internal sealed class SetupDraft
{
    internal string Org { get; set; } = "";

    internal string Site { get; set; } = "";

    internal string Device { get; set; } = "";

    internal string BrokerHost { get; set; } = "";

    internal int BrokerPort { get; set; }

    internal bool BrokerTls { get; set; }

    internal string? BrokerUser { get; set; }

    internal string? BrokerPassword { get; set; }

    /// <summary>Null: beside the settings.</summary>
    internal string? StoreFolder { get; set; }

    internal List<SetupCamera> Cameras { get; } = [];

    internal DeviceIdentity Identity() => new(Org, Site, Device);

    internal BrokerOptions Broker() => new()
    {
        Host = BrokerHost,
        Port = BrokerPort,
        User = BrokerUser,
        Password = BrokerPassword is null ? null : new BrokerPassword(BrokerPassword),
        Tls = BrokerTls ? new BrokerTls() : null,
    };

    /// <summary>The texts of settings and secrets; the latter empty without any.</summary>
    internal (string Settings, string Secrets) Write()
    {
        JsonObject broker = new() { ["host"] = BrokerHost, ["port"] = BrokerPort, ["user"] = BrokerUser };
        StringBuilder secrets = new();
        if (BrokerPassword is { } password)
        {
            broker["password"] = "${secret:broker}";
            secrets.Append("broker: ").Append(YamlWriter.Scalar(password)).Append('\n');
        }
        if (BrokerTls) broker["tls"] = new JsonObject();
        JsonArray cameras = [];
        foreach (SetupCamera camera in Cameras)
        {
            JsonObject written = new() { ["name"] = camera.Name, ["source"] = camera.Written() };
            if (camera.Purpose is { } purpose) written["privacy"] = new JsonObject { ["purpose"] = purpose };
            cameras.Add((JsonNode)written);
            if (camera is { User: not null, Password: { } secret }) secrets.Append(camera.SecretName).Append(": ").Append(YamlWriter.Scalar(secret)).Append('\n');
        }
        JsonObject settings = new()
        {
            ["version"] = 1,
            ["device"] = new JsonObject { ["org"] = Org, ["site"] = Site, ["name"] = Device },
            ["broker"] = broker,
            ["store"] = StoreFolder is null ? null : new JsonObject { ["folder"] = StoreFolder },
            ["cameras"] = cameras,
        };
        return ("# Made by 'safecity-edge setup'; 'safecity-edge config sample' shows every setting there is.\n" + YamlWriter.Write(settings), secrets.ToString());
    }
}
