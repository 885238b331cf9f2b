namespace SafeCity.Edge.Agent.Decode;

/// <summary>How a read ended, when it did not fail.</summary>
internal enum DecodeResult
{
    /// <summary>The frame holds the next picture.</summary>
    Frame,

    /// <summary>The file is at its end; a camera never says this.</summary>
    EndOfStream,

    /// <summary><see cref="VideoDecoder.Stop"/> was called.</summary>
    Stopped,
}
