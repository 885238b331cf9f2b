using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using SafeCity.Edge.Agent.Control;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Tests.Control;

public sealed class ControlServerTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("safecity-edge-control-");
    private readonly Target _target = new();
    private ControlServer _server = null!;

    private string Socket => Path.Combine(_folder.FullName, "control.sock");

    public Task InitializeAsync()
    {
        _server = ControlServer.Open(Socket, _target, TimeProvider.System);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void The_sockets_file_is_the_owners_alone()
    {
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Socket));
    }

    [Fact]
    public async Task A_refusal_of_the_agent_reaches_who_asked()
    {
        ControlException e = await Assert.ThrowsAsync<ControlException>(() => ControlClient.AskAsync(Socket, new JsonObject { ["verb"] = "apply" }, CancellationToken.None));
        Assert.Equal("not now", e.Message);
        e = await Assert.ThrowsAsync<ControlException>(() => ControlClient.AskAsync(Socket, new JsonObject { ["verb"] = "fly" }, CancellationToken.None));
        Assert.Contains("knows no 'fly'", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("not json\n")]
    [InlineData("[1]\n")]
    [InlineData("{\"verb\": {}}\n")]
    [InlineData("{\"verb\": \"snapshot\", \"camera\": 7, \"overlay\": \"x\"}\n")]
    public async Task What_is_no_request_is_answered_with_a_sentence_and_the_next_is_served(string text)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket));
        await socket.SendAsync(Encoding.UTF8.GetBytes(text));
        using StreamReader reader = new(new NetworkStream(socket));
        Assert.Contains("\"error\"", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.NotNull(await ControlClient.AskAsync(Socket, new JsonObject { ["verb"] = "test-alarm" }, CancellationToken.None));
    }

    [Fact]
    public async Task Facts_reach_every_listener_and_one_that_leaves_is_forgotten()
    {
        using CancellationTokenSource stop = new(TimeSpan.FromSeconds(30));
        await using IAsyncEnumerator<JsonObject> first = ControlClient.ListenAsync(Socket, new JsonObject { ["verb"] = "tail" }, stop.Token).GetAsyncEnumerator();
        Assert.True(await first.MoveNextAsync());
        while (!_target.HasListener) await Task.Yield();
        _target.Publish();
        Assert.True(await first.MoveNextAsync());
        Assert.Equal(("d.cam1.1.1", "track"), ((string?)first.Current["id"], (string?)first.Current["type"]));
    }

    [SkippableFact]
    public async Task Another_user_is_not_heard_even_where_the_file_lets_him_in()
    {
        Skip.IfNot(ControlSocket.OwnUser() == 0 && File.Exists("/usr/bin/setpriv") && File.Exists("/usr/bin/python3"), "needs root, setpriv and python3, to be somebody else");
        if (OperatingSystem.IsWindows()) return;
        // The other user keeps the group of root: its bits count for him.
        _folder.UnixFileMode |= UnixFileMode.OtherExecute | UnixFileMode.GroupExecute;
        File.SetUnixFileMode(Socket, (UnixFileMode)0b110_110_110);
        string ask = $"import socket; s = socket.socket(socket.AF_UNIX); s.connect('{Socket}'); s.sendall(b'{{\"verb\": \"test-alarm\"}}\\n'); print(s.recv(999).decode())";
        using Process other = Process.Start(new ProcessStartInfo("/usr/bin/setpriv", ["--reuid=65534", "--clear-groups", "/usr/bin/python3", "-c", ask]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string answer = await other.StandardOutput.ReadToEndAsync() + await other.StandardError.ReadToEndAsync();
        Assert.True(answer.Contains("you may not ask this agent", StringComparison.Ordinal), answer);
        await other.WaitForExitAsync();
    }

    [Fact]
    public void A_path_that_is_too_long_is_told()
    {
        string path = Path.Combine(_folder.FullName, new string('x', 120));
        Assert.Contains("longer than 107 bytes", Assert.Throws<IOException>(() => ControlServer.Open(path, _target, TimeProvider.System)).Message, StringComparison.Ordinal);
    }

    private sealed class Target : IControlTarget
    {
        private readonly EventFeed _feed = new();
        private volatile bool _listens;

        internal bool HasListener => _listens;

        internal void Publish() => _feed.Publish(
            new Fact { Camera = "cam1", Type = "track", Subject = "s", Time = DateTimeOffset.UnixEpoch, Data = new EventData() }, new CommitReceipt(new StreamKey("cam1", 1), 1, "d.cam1.1.1", []));

        public AgentStatus Status() => throw new InvalidOperationException("no status here");

        public async IAsyncEnumerable<CommittedFact> Events([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
        {
            IAsyncEnumerator<CommittedFact> facts = _feed.ListenAsync(stop).GetAsyncEnumerator(stop);
            ValueTask<bool> next = facts.MoveNextAsync();
            _listens = true;
            while (await next)
            {
                yield return facts.Current;
                next = facts.MoveNextAsync();
            }
        }

        public Task<byte[]> SnapshotAsync(string? camera, bool overlay, CancellationToken stop) => Task.FromResult<byte[]>([1]);

        public Task<JsonObject> ApplyAsync() => throw new FormatException("not now");

        public Task<string> TestAlarmAsync(string? camera) => Task.FromResult("id");
    }
}
