namespace SafeCity.Edge.ModelConverter;

/// <summary>What the command line asks for.</summary>
/// <param name="Model">The TensorFlow.js model's JSON file.</param>
/// <param name="Sizes">Input sizes to emit.</param>
/// <param name="OutputFolder">Where the ONNX files go.</param>
/// <param name="CardFolder">Where the model cards lie; null to convert without verifying.</param>
/// <param name="UpdateCards">Write the hashes into the cards instead of verifying them.</param>
internal sealed record ConverterOptions(
    string Model,
    IReadOnlyList<InputSize> Sizes,
    string OutputFolder,
    string? CardFolder,
    bool UpdateCards);
