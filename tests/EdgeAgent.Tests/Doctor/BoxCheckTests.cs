using SafeCity.Edge.Agent.Doctor;
using SafeCity.Edge.Agent.Doctor.Checks;

namespace SafeCity.Edge.Agent.Tests.Doctor;

/// <summary>Each check of the box, with the thing that it looks at broken.</summary>
public sealed class BoxCheckTests : IDisposable
{
    private readonly DoctorBox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void Every_check_has_an_id_of_its_own() => Assert.Equal(CheckUp.All.Count, CheckUp.All.Select(c => c.Id).Distinct().Count());

    [Fact]
    public async Task Settings_that_are_at_fault()
    {
        await _box.FindsAsync(new SettingsCheck(), CheckOutcome.Ok, "is valid: sc1/acme/harbour/gate-01");
        _box.Text = _box.Text.Replace("host:", "hots:", StringComparison.Ordinal);
        await _box.FindsAsync(new SettingsCheck(), CheckOutcome.Error, "settings.yaml:7: broker.host: this setting is missing: use 1 to 200 characters (and 1 more)");
        await _box.FindsAsync(new DiskSpaceCheck(), CheckOutcome.Skipped, "the settings are at fault");
    }

    [Fact]
    public Task A_library_that_is_missing() => _box.FindsAsync(
        new LibrariesCheck { Libraries = [("libgood", () => "1.0"), ("libbad", () => throw new DllNotFoundException("libbad.so.3 is not there"))] },
        CheckOutcome.Error, "libbad cannot be used: libbad.so.3 is not there");

    [Fact]
    public Task Libraries_that_are_there() => _box.FindsAsync(new LibrariesCheck(), CheckOutcome.Ok, "ONNX Runtime ");

    [Fact]
    public async Task Models_that_are_missing()
    {
        Directory.CreateDirectory(Path.Combine(_box.Folder, "models"));
        await _box.FindsAsync(new ModelFilesCheck(), CheckOutcome.Error, "models");
        await _box.FindsAsync(new ModelSelfTestCheck(), CheckOutcome.Error, "models");
    }

    [Fact]
    public async Task A_clock_that_nobody_has_set()
    {
        await _box.FindsAsync(new TimeSourceCheck(), CheckOutcome.Warning, "no time service is known to have set the clock");
        _box.With("/run/systemd/timesync/synchronized", "");
        await _box.FindsAsync(new TimeSourceCheck(), CheckOutcome.Ok, "set by systemd-timesyncd");
        _box.Now = DateTimeOffset.UnixEpoch;
        await _box.FindsAsync(new TimeSourceCheck(), CheckOutcome.Error, "the clock says 1970-01-01, which is before this program was made");
    }

    [Theory]
    [InlineData("45000", CheckOutcome.Ok, "hottest sensor 45")]
    [InlineData("85000", CheckOutcome.Warning, "hottest sensor 85")]
    [InlineData("99000", CheckOutcome.Error, "hottest sensor 99")]
    internal Task A_box_in_the_sun(string millidegrees, CheckOutcome outcome, string sentence) =>
        _box.With("/sys/class/thermal/thermal_zone0/temp", "30000").With("/sys/class/thermal/thermal_zone1/temp", millidegrees).FindsAsync(new TemperatureCheck(), outcome, sentence);

    [Fact]
    public async Task A_processor_that_has_slowed_down()
    {
        await _box.FindsAsync(new TemperatureCheck(), CheckOutcome.Skipped, "this box shows no temperature");
        _box.With("/sys/class/thermal/thermal_zone0/temp", "45000").With("/sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count", "7");
        await _box.FindsAsync(new TemperatureCheck(), CheckOutcome.Warning, "slowed down 7 times");
    }

    [Theory]
    [InlineData(60, CheckOutcome.Error)]
    [InlineData(300, CheckOutcome.Warning)]
    [InlineData(4000, CheckOutcome.Ok)]
    internal Task A_box_without_memory(int mebibytes, CheckOutcome outcome) =>
        _box.With("/proc/meminfo", $"MemTotal: 9999999 kB\nMemAvailable:   {mebibytes * 1024} kB\n").FindsAsync(new MemoryCheck(), outcome, $"{mebibytes} MiB available");

    [Theory]
    [InlineData(10, CheckOutcome.Error)]
    [InlineData(1000, CheckOutcome.Warning)]
    [InlineData(9000, CheckOutcome.Ok)]
    internal Task A_full_disk(long mebibytes, CheckOutcome outcome) => _box.FindsAsync(
        new DiskSpaceCheck { FreeBytes = _ => mebibytes << 20 }, outcome, $"{mebibytes} MiB free at {_box.Folder}, and the store may grow by 4096 MiB");

    [Fact]
    public async Task A_slow_disk_and_one_that_cannot_be_written()
    {
        await _box.FindsAsync(new DiskLatencyCheck(), CheckOutcome.Skipped, "is not there yet");
        Directory.CreateDirectory(_box.Data);
        Assert.NotEqual(CheckOutcome.Skipped, (await _box.RunAsync(new DiskLatencyCheck())).Outcome);
        Assert.Empty(Directory.EnumerateFiles(_box.Data));
        await _box.FindsAsync(new DiskLatencyCheck { Measure = (_, _) => [1, 1, 1] }, CheckOutcome.Ok, "a durable write takes 1.0 ms");
        await _box.FindsAsync(new DiskLatencyCheck { Measure = (_, _) => [1, 1, 2000] }, CheckOutcome.Warning, "at worst 2000.0 ms");
        await _box.FindsAsync(new DiskLatencyCheck { Measure = (_, _) => [500, 500, 500] }, CheckOutcome.Error, "takes 500.0 ms");
        await _box.FindsAsync(new DiskLatencyCheck { Measure = (_, _) => throw new IOException("Read-only file system") }, CheckOutcome.Error, "cannot be written (Read-only file system)");
    }

    [Theory]
    [InlineData("0x01 0x02\n", CheckOutcome.Ok, "up to 20 % of the disk's life is used")]
    [InlineData("0x01 0x09\n", CheckOutcome.Warning, "up to 90 %")]
    [InlineData("0x0b 0x01\n", CheckOutcome.Error, "the disk is past its life")]
    [InlineData("0x00 0x00\n", CheckOutcome.Skipped, "no disk of this box tells its wear")]
    internal Task A_worn_card(string text, CheckOutcome outcome, string sentence) =>
        _box.With("/sys/block/mmcblk0/device/life_time", text).FindsAsync(new DiskWearCheck(), outcome, sentence);

    [Fact]
    public async Task No_agent_that_runs() => await _box.FindsAsync(new AgentCheck(), CheckOutcome.Skipped, "no agent runs with these settings");
}
