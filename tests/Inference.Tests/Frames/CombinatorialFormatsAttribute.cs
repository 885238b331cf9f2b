using System.Reflection;
using SafeCity.Edge.Inference.Frames;
using Xunit.Sdk;

namespace SafeCity.Edge.Inference.Tests.Frames;

/// <summary>Every pixel layout, tensor layout, channel order, range and matrix with every other.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CombinatorialFormatsAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        from pixels in Enum.GetValues<PixelLayout>()
        from layout in (string[])["nchw", "nhwc"]
        from channels in (string[])["rgb", "bgr", "gray"]
        from fullRange in (bool[])[false, true]
        from matrix in Enum.GetValues<ColorMatrix>()
        select new object[] { pixels, layout, channels, fullRange, matrix };
}
