using System.Net.Sockets;
using System.Text;
using SafeCity.Edge.Agent.Health;

namespace SafeCity.Edge.Agent.Tests.Health;

public sealed class ServiceNotifierTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_service_manager_is_told_by_path_and_by_abstract_name(bool isAbstract)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("safecity-edge-notify-");
        try
        {
            string path = Path.Combine(folder.FullName, "notify");
            using Socket manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            manager.Bind(new UnixDomainSocketEndPoint(isAbstract ? "\0" + path : path));
            using ServiceNotifier notifier = new(isAbstract ? "@" + path : path);
            notifier.Ready();
            notifier.Alive();
            notifier.Status("two\nlines");
            notifier.Stopping();
            byte[] buffer = new byte[100];
            string[] told = [.. Enumerable.Range(0, 4).Select(_ => Encoding.UTF8.GetString(buffer, 0, manager.Receive(buffer)))];
            Assert.Equal(["READY=1", "WATCHDOG=1", "STATUS=two lines", "STOPPING=1"], told);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/nowhere/notify")]
    public void Without_a_service_manager_nothing_happens(string? address)
    {
        using ServiceNotifier notifier = new(address);
        notifier.Ready();
    }
}
