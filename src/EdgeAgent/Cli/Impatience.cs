using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>
/// The first Ctrl-C ends the source, and what is recorded is still sent; the second one ends the sending too. The first is the command
/// line library's business, the second is told by <see cref="Token"/>. What is not sent stays in the store.
/// </summary>
internal sealed class Impatience : IDisposable
{
    private readonly CancellationTokenSource _second = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _signals;

    internal Impatience() => _registrations =
        [PosixSignalRegistration.Create(PosixSignal.SIGINT, Count), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Count)];

    internal CancellationToken Token => _second.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _second.Dispose();
    }

    private void Count(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref _signals) > 1) _second.Cancel();
    }
}
