using SafeCity.Edge.Inference.Recognition.Attributes;

namespace SafeCity.Edge.Inference.Tests.Recognition.Attributes;

public class OkLabTests
{
    // Ottosson's definition, worked out in double precision for the primaries of sRGB.
    [Theory]
    [InlineData(255, 255, 255, 1.0000, 0, 0)]
    [InlineData(255, 0, 0, 0.6280, 0.2249, 0.1258)]
    [InlineData(0, 255, 0, 0.8664, -0.2339, 0.1795)]
    [InlineData(0, 0, 255, 0.4520, -0.0325, -0.3115)]
    public void Primaries_are_where_the_definition_puts_them(int red, int green, int blue, double l, double a, double b)
    {
        OkLab color = OkLab.From(LinearColor.FromSrgb(red, green, blue));
        Assert.Equal(l, color.L, 0.001);
        Assert.Equal(a, color.A, 0.001);
        Assert.Equal(b, color.B, 0.001);
    }

    [Fact]
    public void There_and_back_is_the_same_colour()
    {
        for (int i = 0; i < 1000; i++)
        {
            Random random = new(i);
            (byte r, byte g, byte b) = ((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256));
            (byte red, byte green, byte blue) = OkLab.From(LinearColor.FromSrgb(r, g, b)).ToLinear().ToSrgb();
            Assert.True(Math.Abs(r - red) <= 1 && Math.Abs(g - green) <= 1 && Math.Abs(b - blue) <= 1, $"seed {i}: {r} {g} {b} became {red} {green} {blue}");
        }
    }

    // Web colours whose names people agree on.
    [Theory]
    [InlineData(0x000000, ColorName.Black)]
    [InlineData(0x2f2f2f, ColorName.Black)]
    [InlineData(0x808080, ColorName.Gray)]
    [InlineData(0xf5f5f5, ColorName.White)]
    [InlineData(0xff0000, ColorName.Red)]
    [InlineData(0x8b0000, ColorName.Red)]
    [InlineData(0xdc143c, ColorName.Red)]
    [InlineData(0xff8c00, ColorName.Orange)]
    [InlineData(0x8b4513, ColorName.Brown)]
    [InlineData(0xd2b48c, ColorName.Beige)]
    [InlineData(0xffff00, ColorName.Yellow)]
    [InlineData(0xffd700, ColorName.Yellow)]
    [InlineData(0x008000, ColorName.Green)]
    [InlineData(0x556b2f, ColorName.Green)]
    [InlineData(0x00ffff, ColorName.Cyan)]
    [InlineData(0x008080, ColorName.Cyan)]
    [InlineData(0x0000ff, ColorName.Blue)]
    [InlineData(0x000080, ColorName.Blue)]
    [InlineData(0x87ceeb, ColorName.Blue)]
    [InlineData(0x800080, ColorName.Purple)]
    [InlineData(0x4b0082, ColorName.Purple)]
    [InlineData(0xffc0cb, ColorName.Pink)]
    [InlineData(0xff69b4, ColorName.Pink)]
    public void Well_known_colours_have_their_names(int rgb, ColorName expected) =>
        Assert.Equal(expected, ColorNaming.Of(OkLab.From(LinearColor.FromSrgb((rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255))));

    [Theory]
    [InlineData("car", VehicleType.Car)]
    [InlineData("truck", VehicleType.Truck)]
    [InlineData("bus", VehicleType.Bus)]
    [InlineData("motorcycle", VehicleType.Motorcycle)]
    [InlineData("bicycle", VehicleType.Bicycle)]
    [InlineData("person", VehicleType.None)]
    [InlineData("", VehicleType.None)]
    public void The_class_gives_the_type_of_a_vehicle(string label, VehicleType expected) => Assert.Equal(expected, VehicleTypes.Of(label));
}
