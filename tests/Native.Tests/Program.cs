// The leaked handles of one test must not be counted to another that runs beside it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace SafeCity.Edge.Native.Tests;

internal static class Program
{
    /// <summary>Runs one <see cref="ChildEntryAttribute"/> method; the test runner itself never comes here.</summary>
    private static int Main(string[] arguments) => ChildProcess.Enter(arguments);
}
