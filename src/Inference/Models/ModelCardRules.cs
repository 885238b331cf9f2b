namespace SafeCity.Edge.Inference.Models;

/// <summary>What a card must satisfy beyond being valid JSON. All faults are listed, so that a person mends a card in one go.</summary>
internal static class ModelCardRules
{
    private const int Sha256Digits = 64;

    /// <summary>Inputs beyond it would be a slip of the pen: no camera model here is larger than a 4K frame.</summary>
    private const int InputPixelsMax = 4096;

    // COCO has 80, Open Images 601.
    private const int LabelsMax = 10_000;

    private const int ParameterNumbersMax = 1024;

    /// <summary>One text a fault: key, value, range. Empty for a good card.</summary>
    internal static IReadOnlyList<string> Faults(ModelCard card)
    {
        List<string> faults = [];
        Require(faults, IsName(card.Name), "name", card.Name, "1 to 64 of a-z, 0-9, '.', '_' and '-'");
        Require(faults, card.Version.Length > 0, "version", card.Version, "a version");
        Require(faults, IsFileName(card.File), "file", card.File, "a file name without folders");
        Require(faults, IsSha256(card.Sha256), "sha256", card.Sha256, "64 lower-case hexadecimal digits");
        Require(faults, card.Decoder.Length > 0, "decoder", card.Decoder, "the name of a decoder");
        Require(faults, card.Outputs.Count > 0 && card.Outputs.All(o => !string.IsNullOrEmpty(o)), "outputs", string.Join(",", card.Outputs),
            "one name or more, none empty");
        Require(faults, IsPart(card.ScoreThreshold), "scoreThreshold", $"{card.ScoreThreshold}", "0 to 1");
        Require(faults, IsPart(card.NmsThreshold), "nmsThreshold", $"{card.NmsThreshold}", "0 to 1");
        Require(faults, card.LabelsFile is null || IsFileName(card.LabelsFile), "labelsFile", $"{card.LabelsFile}", "a file name without folders");
        Require(faults, card.LabelsFile is null == card.LabelsSha256 is null && (card.LabelsSha256 is null || IsSha256(card.LabelsSha256)),
            "labelsSha256", $"{card.LabelsSha256}", "64 lower-case hexadecimal digits beside a labelsFile, else leave it out");
        // The reader refuses null members, but not null elements of lists.
        Require(faults, card.Labels.Count <= LabelsMax && card.Labels.All(l => !string.IsNullOrWhiteSpace(l)),
            "labels", $"{card.Labels.Count} labels", $"at most {LabelsMax}, none empty; more go into a labelsFile");
        foreach ((string key, IReadOnlyList<float>? values) in card.Parameters)
            Require(faults, values is { Count: > 0 and <= ParameterNumbersMax } && values.All(float.IsFinite), $"parameters.{key}",
                values is null ? "null" : $"{values.Count} numbers", $"1 to {ParameterNumbersMax} finite numbers");
        AddInputFaults(faults, card.Input);
        return faults;
    }

    private static void AddInputFaults(List<string> faults, ModelInput input)
    {
        Require(faults, input.Name.Length > 0, "input.name", input.Name, "the name of the model's input");
        Require(faults, input.Layout is "nchw" or "nhwc", "input.layout", input.Layout, "nchw or nhwc");
        Require(faults, input.Width is > 0 and <= InputPixelsMax, "input.width", $"{input.Width}", $"1 to {InputPixelsMax}");
        Require(faults, input.Height is > 0 and <= InputPixelsMax, "input.height", $"{input.Height}", $"1 to {InputPixelsMax}");
        Require(faults, input.Channels is "rgb" or "bgr" or "gray", "input.channels", input.Channels, "rgb, bgr or gray");
        int channels = input.Channels == "gray" ? 1 : 3;
        Require(faults, input.Mean.Count == channels && input.Mean.All(float.IsFinite), "input.mean", string.Join(",", input.Mean),
            $"{channels} numbers");
        Require(faults, input.Scale.Count == channels && input.Scale.All(s => float.IsFinite(s) && s != 0), "input.scale",
            string.Join(",", input.Scale), $"{channels} numbers, none 0");
    }

    private static void Require(List<string> faults, bool good, string key, string value, string range)
    {
        if (!good) faults.Add($"{key} is '{value}', use {range}");
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-');

    // No folders: a card must not lead to a file outside the folder of the models.
    private static bool IsFileName(string file) =>
        file.Length > 0 && file is not "." and not ".." && !file.Contains('/') && !file.Contains('\0');

    private static bool IsSha256(string digits) => digits.Length == Sha256Digits && digits.All(char.IsAsciiHexDigitLower);

    private static bool IsPart(float value) => value is >= 0 and <= 1;
}
