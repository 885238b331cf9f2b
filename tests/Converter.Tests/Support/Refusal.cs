using SafeCity.Edge.ModelConverter.Conversion;

namespace SafeCity.Edge.ModelConverter.Tests.Support;

/// <summary>The sentence with which a model is refused.</summary>
internal static class Refusal
{
    internal static string Of(SmallModel model, string node) => Assert.Throws<ConversionException>(() =>
        GraphConverter.Convert(
            model.Read(), new ConversionRequest(new InputSize(32, 32), "image", [new OutputCut(node, "result")]))).Message;
}
