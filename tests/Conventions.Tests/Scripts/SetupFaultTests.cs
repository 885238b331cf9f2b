namespace SafeCity.Edge.Conventions.Tests.Scripts;

/// <summary>Whatever is missing or wrong on a machine, build/setup.sh ends with one sentence and the next step.</summary>
public sealed class SetupFaultTests
{
    [Fact]
    public void Setup_without_dotnet_names_the_sdk()
    {
        using FakeMachine machine = new();
        machine.Without("dotnet");
        Fails(machine, "the .NET SDK is missing", "install .NET SDK 10");
    }

    [Fact]
    public void Setup_with_an_old_dotnet_says_its_version()
    {
        using FakeMachine machine = new();
        machine.Tool("dotnet", "[[ $1 == --version ]] && echo 8.0.404");
        Fails(machine, "the .NET SDK is 8.0.404, too old", "10.0.100");
    }

    [Fact]
    public void Setup_with_an_sdk_that_global_json_refuses_lists_what_is_there()
    {
        using FakeMachine machine = new();
        machine.Tool("dotnet", "[[ $1 == --list-sdks ]] && { echo '9.0.101 [/usr/share/dotnet/sdk]'; exit 0; }; exit 155");
        Fails(machine, "no installed .NET SDK fits global.json (there are: 9.0.101)", "10.0.100");
    }

    [Theory]
    [InlineData("node", "Node.js is missing")]
    [InlineData("npm", "npm is missing")]
    [InlineData("dpkg-query", "this is not a Debian machine")]
    [InlineData("flock", "flock")]
    public void Setup_without_a_tool_names_it(string tool, string sentence)
    {
        using FakeMachine machine = new();
        machine.Without(tool);
        Fails(machine, sentence);
    }

    [Fact]
    public void Setup_with_an_old_node_says_its_version()
    {
        using FakeMachine machine = new();
        machine.Tool("node", "echo v16.20.2");
        Fails(machine, "Node.js is 16.20.2, too old", "20 or later");
    }

    [Fact]
    public void Setup_refuses_another_major_version_of_a_library()
    {
        using FakeMachine machine = new();
        machine.Tool("dpkg-query", """
            format=$3; shift 3
            for p; do case $format in *Status*) echo "$p ii " ;; *) echo "$p 7:6.1.1-3" ;; esac; done
            """);
        Fails(machine, "libavformat59 here is 6.1.1-3, and this release is made for 5.1.x", "Debian 12");
    }

    [Fact]
    public void Setup_that_may_not_install_tells_the_exact_line()
    {
        using FakeMachine machine = new();
        machine.Tool("dpkg-query", "[[ $3 == *Status* ]] && echo 'libavutil57 ii '; exit 1");
        if (Environment.IsPrivilegedProcess)
        {
            // Root may install: then apt-get is asked, and its refusal is told.
            Fails(machine, "apt-get update failed", "once 'apt-get update' works");
            return;
        }
        Fails(machine, "5 Debian packages are missing and this user is not root",
            "sudo apt-get install --no-install-recommends libavformat59 libavcodec59 libswscale6 libmosquitto1 mosquitto");
    }

    [SkippableFact]
    public void Setup_reads_the_package_lists_once_when_a_package_is_not_in_them()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "only root may install packages");
        using FakeMachine machine = new();
        machine.Tool("dpkg-query", "exit 1");
        machine.Tool("apt-get", "[[ $* == *' update'* ]] && exit 0; echo 'E: Unable to locate package libavformat59' >&2; exit 100");
        Fails(machine, "the package server does not have one of the packages", "Debian 12 (bookworm)");
    }

    [Theory]
    [InlineData("npm error code EAI_AGAIN", "no network", "check the connection and the proxy")]
    [InlineData("npm error code ENOSPC", "the disk is full", "free some space")]
    [InlineData("npm error code EINTEGRITY", "a file whose hash is not the pinned one", "do not use it")]
    [InlineData("npm error code E404", "does not have one of the packages", "package sources")]
    [InlineData("npm error code ESOMETHING", "npm ci in models/ failed", "npm ci --ignore-scripts --prefix models")]
    public void Setup_says_why_npm_stopped(string said, string sentence, string next)
    {
        using FakeMachine machine = new();
        machine.Tool("npm", $"echo '{said}' >&2; exit 1");
        Fails(machine, sentence, next, said);
    }

    [Fact]
    public void Setup_refuses_an_onnxruntime_that_is_not_the_pinned_file()
    {
        using FakeMachine machine = new();
        machine.Tool("npm", """
            while (($#)); do [[ $1 == --prefix ]] && prefix=$2; shift; done
            for arch in x64 arm64; do
              folder=$prefix/node_modules/onnxruntime-node/bin/napi-v6/linux/$arch
              mkdir -p "$folder" && echo forged >"$folder/libonnxruntime.so.1"
            done
            touch "$prefix/node_modules/.package-lock.json"
            """);
        Fails(machine, "libonnxruntime.so.1 (x64) of the npm package onnxruntime-node is not the pinned file", "models/node_modules");
    }

    [Fact]
    public void Setup_stops_before_a_big_step_when_the_disk_is_nearly_full()
    {
        using FakeMachine machine = new();
        machine.Tool("df", "printf 'Filesystem 1024-blocks Used Available Capacity Mounted on\\n/dev/x 100000 40000 61440 40%% /\\n'");
        Fails(machine, "has 60 MiB free and npm (ONNX Runtime and the model packages) needs", "free some space there");
    }

    [Fact]
    public void Setup_without_the_lock_file_says_how_to_restore_it()
    {
        using FakeMachine machine = new();
        machine.Write("models/package-lock.json", "");
        machine.Tool("npm", "echo 'npm error The `npm ci` command can only install with an existing package-lock.json' >&2; exit 1");
        Fails(machine, "npm ci in models/ failed", "run it by hand");
    }

    [Theory]
    [InlineData("build/setup.sh")]
    [InlineData("build/check.sh")]
    [InlineData("build/run.sh")]
    [InlineData("build/bench.sh")]
    public void Scripts_refuse_an_unknown_option_and_explain_themselves(string script)
    {
        using FakeMachine machine = new();
        (int refused, string why) = machine.Run(script, "--fly");
        Assert.Equal(2, refused);
        Assert.Contains("unknown option --fly", why, StringComparison.Ordinal);
        (int helped, string help) = machine.Run(script, "--help");
        Assert.Equal(0, helped);
        Assert.Contains("usage: " + script, help, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", help, StringComparison.Ordinal);
    }

    private static void Fails(FakeMachine machine, params string[] sentences)
    {
        (int exitCode, string output) = machine.Run("build/setup.sh");
        Assert.True(exitCode == 1, $"ended with {exitCode}:\n{output}");
        foreach (string sentence in sentences.Append("next step: "))
            Assert.True(output.Contains(sentence, StringComparison.Ordinal), $"'{sentence}' is not in:\n{output}");
    }
}
