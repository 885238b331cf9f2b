namespace SafeCity.Edge.Agent.Cli;

/// <summary>What the process returns; documented in <c>--help</c> and the README, stable once released.</summary>
internal static class ExitCode
{
    /// <summary>Done, or ended by Ctrl-C with nothing lost.</summary>
    internal const int Ok = 0;

    /// <summary>A bug: please report it with the message.</summary>
    internal const int InternalError = 1;

    /// <summary>The command line is wrong.</summary>
    internal const int Usage = 2;

    /// <summary>The source, or a file of labels, cannot be opened, read or decoded.</summary>
    internal const int Source = 3;

    /// <summary>A model or a native library is missing, wrong or corrupt.</summary>
    internal const int Installation = 4;

    /// <summary>The store cannot be opened or written.</summary>
    internal const int Store = 5;

    /// <summary>The broker was not reached in time; what was recorded stays in the store.</summary>
    internal const int Broker = 6;

    /// <summary>What was received is incomplete or was altered (<c>subscribe</c>, <c>report</c>, <c>verify</c>, <c>outbox check</c>); an <c>eval</c> was ended before its end.</summary>
    internal const int Incomplete = 7;

    /// <summary>No agent runs, or the one that runs refuses.</summary>
    internal const int Agent = 8;

    /// <summary><c>doctor</c> found something that does not work.</summary>
    internal const int Unwell = 9;

    /// <summary>The lines shown at the end of <c>--help</c>.</summary>
    internal const string Help =
        """
        Exit codes:
          0  done, or ended by Ctrl-C with nothing lost
          1  internal error (a bug: please report it)
          2  wrong command line or settings
          3  source or file of labels cannot be opened, read or decoded
          4  model or native library missing, wrong or corrupt
          5  store cannot be opened or written
          6  broker not reached in time; what was recorded stays in the store
          7  what was received or stored is incomplete or was altered; an evaluation was ended before its end
          8  no agent runs, or the one that runs refuses
          9  doctor: something does not work
        """;
}
