using System.Net;
using System.Text;

namespace SafeCity.Edge.Agent.Health;

/// <summary>Prometheus' text at <c>http://127.0.0.1:PORT/metrics</c>: on loopback only, and off unless a port is set. One request at a time.</summary>
internal sealed class MetricsEndpoint : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    private MetricsEndpoint(int port)
    {
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Listens.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    internal static MetricsEndpoint Open(int port)
    {
        try
        {
            return new MetricsEndpoint(port);
        }
        catch (HttpListenerException e)
        {
            throw new IOException($"the port {port} for metrics cannot be opened ({e.Message}): set another health.metricsPort.", e);
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException)
            {
                // Who asked has left, or the agent ends: the loop's condition tells which.
            }
        }
    }

    private static void Answer(HttpListenerContext context)
    {
        using HttpListenerResponse response = context.Response;
        if (context.Request.HttpMethod != "GET" || context.Request.Url?.AbsolutePath != "/metrics")
        {
            response.StatusCode = context.Request.HttpMethod != "GET" ? (int)HttpStatusCode.MethodNotAllowed : (int)HttpStatusCode.NotFound;
            return;
        }
        byte[] text = Encoding.UTF8.GetBytes(PrometheusText.Render(AgentMetrics.MeterName));
        response.ContentType = PrometheusText.ContentType;
        response.ContentLength64 = text.Length;
        response.OutputStream.Write(text);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }
}
