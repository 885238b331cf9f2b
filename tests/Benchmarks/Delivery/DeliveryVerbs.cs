using System.Globalization;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Benchmarks.Delivery;

/// <summary>The verbs of delivery; <c>build/bench-delivery.sh</c> gives them a broker.</summary>
internal static class DeliveryVerbs
{
    internal const string Usage = """
        Benchmarks delivery commit FOLDER
                   Benchmarks delivery drain FOLDER HOST:PORT RECORDS ROUNDS
                   Benchmarks delivery memory FOLDER HOST:PORT RECORDS
                   Benchmarks delivery latency FOLDER HOST:PORT SECONDS
                   Benchmarks delivery fleet HOST:PORT DEVICES PER_SECOND SECONDS
        """;

    /// <summary>False when it is none of them.</summary>
    internal static async Task<bool> RunAsync(string[] words)
    {
        switch (words)
        {
            case ["commit", var folder]:
                await CommitRate.RunAsync(folder);
                return true;
            case ["drain", var folder, var broker, var records, var rounds]:
                await DrainRate.RunAsync(folder, BrokerOptions.Parse(broker), Number(records), Number(rounds));
                return true;
            case ["memory", var folder, var broker, var records]:
                await StoreMemory.RunAsync(folder, BrokerOptions.Parse(broker), Number(records));
                return true;
            case ["latency", var folder, var broker, var seconds]:
                await DeliveryLatency.RunAsync(folder, BrokerOptions.Parse(broker), Number(seconds));
                return true;
            case ["fleet", var broker, var devices, var perSecond, var seconds]:
                await Fleet.RunAsync(BrokerOptions.Parse(broker), Number(devices), Number(perSecond), Number(seconds));
                return true;
            case ["boxes", var broker, var first, var count, var perSecond, var seconds]:
                await FleetBoxes.RunAsync(BrokerOptions.Parse(broker), Number(first), Number(count), (Number(perSecond), Number(seconds)));
                return true;
            default:
                return false;
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
