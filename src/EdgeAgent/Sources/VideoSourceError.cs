namespace SafeCity.Edge.Agent.Sources;

/// <summary>What is wrong with a source.</summary>
internal enum VideoSourceError
{
    /// <summary>No such file, or the camera knows no such stream.</summary>
    NotFound,

    /// <summary>The file is there and is neither video nor a picture, or holds sound only.</summary>
    NotVideo,

    /// <summary>No bytes, or no picture in it.</summary>
    Empty,

    /// <summary>Damaged or cut off so that nothing, or nothing more, can be decoded.</summary>
    Corrupt,

    /// <summary>A kind of source, codec, decoder or picture that this agent does not take.</summary>
    Unsupported,

    /// <summary>The operating system or the camera forbids it.</summary>
    Forbidden,

    /// <summary>Nothing listens at the camera's address: it may be starting.</summary>
    Refused,

    /// <summary>The camera wants a user and password, or other ones.</summary>
    Unauthorized,

    /// <summary>The name or address cannot be reached.</summary>
    Unreachable,

    /// <summary>The camera did not answer in time.</summary>
    OpenTimeout,

    /// <summary>The camera fell silent.</summary>
    ReadTimeout,

    /// <summary>The camera ended the session.</summary>
    Disconnected,
}
