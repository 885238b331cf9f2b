namespace SafeCity.Edge.Agent.Sources;

/// <summary>
/// Where pictures come from: a file, or a camera by RTSP. Made from what a person typed; user, password and query never appear in
/// <see cref="Display"/> or <see cref="ToString"/>.
/// </summary>
internal sealed class VideoSource
{
    private const int RtspPortDefault = 554;
    private const string TransportKey = "transport=";

    private VideoSource(string url, string display, bool isLive, RtspTransport transport, string host)
    {
        Url = url;
        Display = display;
        IsLive = isLive;
        Transport = transport;
        Host = host;
    }

    /// <summary>A camera: never ends by itself, opening again may help. A file is the contrary.</summary>
    internal bool IsLive { get; }

    /// <summary>For people and logs; holds no secret.</summary>
    internal string Display { get; }

    /// <summary>Of a camera.</summary>
    internal RtspTransport Transport { get; }

    /// <summary>The camera's name or address; empty for a file.</summary>
    internal string Host { get; }

    /// <summary>What is opened: a full path, or an address with its secrets. For the decoder only.</summary>
    internal string Url { get; }

    /// <summary>
    /// Takes a path, or <c>rtsp://[user:password@]host[:port]/path[?...&amp;transport=tcp|udp]</c>. Whether it exists is seen when it
    /// is opened.
    /// </summary>
    /// <param name="text">As typed after <c>--source</c>.</param>
    /// <param name="transport">Wins over the address's own.</param>
    /// <exception cref="VideoSourceException">
    /// <see cref="VideoSourceError.Unsupported"/>: another kind of source, or a bad address.
    /// </exception>
    internal static VideoSource Parse(string text, RtspTransport? transport = null)
    {
        text = text.Trim();
        if (text.Length == 0) throw Unsupported("the source is empty: give a video file or an rtsp:// address");
        int colon = text.IndexOf("://", StringComparison.Ordinal);
        string scheme = colon > 0 ? text[..colon].ToLowerInvariant() : "";
        if (scheme == "rtsp") return ParseRtsp(text, transport);
        if (scheme == "file") return OfFile(Uri.TryCreate(text, UriKind.Absolute, out Uri? file) ? file.LocalPath : text[(colon + 3)..]);
        if (scheme.Length > 0) throw Unsupported($"{scheme}:// sources are not supported: give a video file or an rtsp:// address");
        if (text.StartsWith("/dev/", StringComparison.Ordinal))
            throw Unsupported($"{text} is a device, and local devices are not supported yet: give a video file or an rtsp:// address");
        return OfFile(text);
    }

    /// <inheritdoc />
    public override string ToString() => Display;

    private static VideoSource OfFile(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
            throw Unsupported("the source's path holds a zero byte: give a video file's path");
        return new VideoSource(Path.GetFullPath(path), path, isLive: false, RtspTransport.Tcp, host: "");
    }

    private static VideoSource ParseRtsp(string text, RtspTransport? transport)
    {
        // The messages below do not quote the text: it may hold a password.
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0)
            throw Unsupported(
                "the rtsp:// address is not valid: write rtsp://user:password@host:554/path, with special signs percent-encoded");
        if (uri.Port == 0) throw Unsupported("the rtsp:// address has port 0: cameras listen on 554 if nothing else is said");
        (string address, RtspTransport? own) = TakeTransport(text);
        int port = uri.Port < 0 ? RtspPortDefault : uri.Port;
        string display = $"rtsp://{uri.Host}{(port == RtspPortDefault ? "" : $":{port}")}{uri.AbsolutePath}";
        return new VideoSource(address, display, isLive: true, transport ?? own ?? RtspTransport.Tcp, uri.DnsSafeHost);
    }

    /// <summary>Takes our own parameter out of the query; the rest goes to the camera as it was typed.</summary>
    private static (string Address, RtspTransport? Transport) TakeTransport(string text)
    {
        int question = text.IndexOf('?', StringComparison.Ordinal);
        if (question < 0) return (text, null);
        RtspTransport? transport = null;
        List<string> kept = [];
        foreach (string part in text[(question + 1)..].Split('&'))
        {
            if (!part.StartsWith(TransportKey, StringComparison.OrdinalIgnoreCase))
            {
                kept.Add(part);
                continue;
            }
            transport = part[TransportKey.Length..].ToLowerInvariant() switch
            {
                "tcp" => RtspTransport.Tcp,
                "udp" => RtspTransport.Udp,
                _ => throw Unsupported("the address's transport is neither tcp nor udp: write ?transport=tcp or ?transport=udp"),
            };
        }
        return (kept.Count == 0 ? text[..question] : $"{text[..question]}?{string.Join('&', kept)}", transport);
    }

    private static VideoSourceException Unsupported(string message) => new(VideoSourceError.Unsupported, message);
}
