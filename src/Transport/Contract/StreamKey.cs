namespace SafeCity.Edge.Transport.Contract;

/// <summary>A numbered log of one box: <c>{camera}</c>, <c>{camera}.kf</c> (its key frames) or <c>sys</c>, in one epoch.</summary>
/// <param name="Stream">The stream's name.</param>
/// <param name="Epoch">UTC second at which the log was created; sequences start again at 1 in a new epoch.</param>
public readonly record struct StreamKey(string Stream, long Epoch)
{
    /// <summary>The stream of the box itself.</summary>
    public const string System = "sys";

    private const string KeyFrameSuffix = ".kf";

    /// <summary>The stream of a camera's key frames.</summary>
    public static string KeyFramesOf(string camera) => camera + KeyFrameSuffix;

    /// <summary>True for a stream of key frames.</summary>
    public bool IsKeyFrames => Stream.EndsWith(KeyFrameSuffix, StringComparison.Ordinal);

    /// <summary>The camera; <c>sys</c> for the box's own stream.</summary>
    public string Camera => IsKeyFrames ? Stream[..^KeyFrameSuffix.Length] : Stream;
}
