using System.CommandLine;
using System.CommandLine.Invocation;

namespace SafeCity.Edge.ModelConverter;

/// <summary>The command line of the converter.</summary>
internal static class ConverterCommand
{
    private static readonly string[] DefaultSizes = ["512x512", "512x384", "640x384", "384x384", "320x320", "256x256"];

    private static readonly Option<string> Model = new("--model")
    {
        Required = true,
        Description = "The TensorFlow.js graph model (model.json; its weight files lie beside it)",
        HelpName = "FILE",
    };

    private static readonly Option<string[]> Size = new("--size")
    {
        Description = $"Input size to emit, width x height, multiples of 32; may be repeated (default: {string.Join(' ', DefaultSizes)})",
        HelpName = "WxH",
        DefaultValueFactory = _ => DefaultSizes,
    };

    private static readonly Option<string> Out = new("--out")
    {
        Required = true,
        Description = "Folder for the ONNX files; made when it does not exist",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Cards = new("--cards")
    {
        Description = "Folder with the model cards: files with the right hash are left alone, new ones must have the hash of their card",
        HelpName = "DIR",
    };

    private static readonly Option<bool> UpdateCards = new("--update-cards")
    {
        Description = "For maintainers: write the new hashes into the cards instead of verifying them",
    };

    /// <summary>Parses, runs, and returns the process's exit code (see <see cref="ExitCodes"/>).</summary>
    internal static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        RootCommand command = new("Converts the CenterNet of a TensorFlow.js graph model to ONNX, once for every input size.")
        {
            Model, Size, Out, Cards, UpdateCards,
        };
        command.SetAction(parsed => Convert(parsed, output, error));
        ParseResult result = command.Parse(arguments);
        if (result.Action is ParseErrorAction)
        {
            error.WriteLine($"error: {string.Join(' ', result.Errors.Select(e => e.Message))} See --help.");
            return ExitCodes.Usage;
        }
        return result.Invoke(new InvocationConfiguration { Output = output, Error = error });
    }

    private static int Convert(ParseResult parsed, TextWriter output, TextWriter error)
    {
        try
        {
            new ConversionRun(Options(parsed), output).Execute();
            return ExitCodes.Done;
        }
        catch (ConversionException e)
        {
            error.WriteLine($"error: {e.Message}");
            return e.ExitCode;
        }
    }

    private static ConverterOptions Options(ParseResult parsed)
    {
        InputSize[] sizes = [.. parsed.GetRequiredValue(Size).Select(InputSize.Parse).Distinct()];
        bool update = parsed.GetValue(UpdateCards);
        string? cards = parsed.GetValue(Cards);
        if (update && cards is null)
        {
            throw new ConversionException("--update-cards needs --cards, the folder of the cards", ExitCodes.Usage);
        }
        return new ConverterOptions(parsed.GetRequiredValue(Model), sizes, parsed.GetRequiredValue(Out), cards, update);
    }
}
