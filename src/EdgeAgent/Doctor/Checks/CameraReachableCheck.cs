using System.Globalization;
using System.Net.Sockets;
using SafeCity.Edge.Agent.Settings;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>Something listens at the camera's address.</summary>
internal sealed class CameraReachableCheck : CameraCheck
{
    public override string Id => "camera-reachable";

    public override string Title => "camera reachable";

    protected override async Task<CheckResult> LookAsync(CameraSettings camera, DoctorContext context, CancellationToken stop)
    {
        if (!camera.Source.IsLive)
            return File.Exists(camera.Source.Url) ? Fine(camera, $"{camera.Source} is there") : Fail(camera, $"there is no file {camera.Source}", "it was moved or is misspelt", "name the file with its path");
        Uri address = new(camera.Source.Url);
        int port = address.Port < 0 ? RtspPort : address.Port;
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(Patience);
        try
        {
            long started = context.Time.GetTimestamp();
            await socket.ConnectAsync(camera.Source.Host, port, late.Token);
            return Fine(camera, string.Create(CultureInfo.InvariantCulture, $"{camera.Source.Host}:{port} answers within {context.Time.GetElapsedTime(started).TotalMilliseconds:0} ms"));
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            string what = e is SocketException { SocketErrorCode: SocketError.ConnectionRefused } ? "refuses connections" : "does not answer";
            return Fail(camera, $"{camera.Source.Host}:{port} {what}", "the camera is off, has another address, or its RTSP is off", "check its power, cable and address; 'safecity-edge discover' lists cameras of the network");
        }
    }

    private const int RtspPort = 554;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
}
