namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>A libav call that failed. The stages turn it into their own errors; it never reaches a person as it is.</summary>
internal sealed class AvException : Exception
{
    /// <summary>Keeps the code, its text, and the last line that libav logged on this thread.</summary>
    internal AvException(string call, int code) : base($"{call}: {AvCode.Text(code)}")
    {
        Code = code;
        LogLine = AvLog.TakeLastLine();
    }

    /// <summary>libav's negative code.</summary>
    internal int Code { get; }

    /// <summary>The last error line of libav on this thread, or null.</summary>
    internal string? LogLine { get; }

    /// <summary>The most telling text: libav's log line if there is one, else the code's.</summary>
    internal string Detail => LogLine ?? AvCode.Text(Code);

    /// <summary>Returns the code, or throws if it is negative.</summary>
    internal static int Check(int code, string call) => code >= 0 ? code : throw new AvException(call, code);

    /// <summary>Returns the pointer, or throws "out of memory" if it is null.</summary>
    internal static unsafe T* CheckAllocated<T>(T* pointer, string call) where T : unmanaged =>
        pointer != null ? pointer : throw new AvException(call, AvCode.ENOMEM);
}
