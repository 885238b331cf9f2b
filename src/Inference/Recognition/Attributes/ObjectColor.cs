namespace SafeCity.Edge.Inference.Recognition.Attributes;

/// <summary>A colour of an object, after the colour of the light was taken out.</summary>
/// <param name="Name">One of the 13 names.</param>
/// <param name="Red">Mean of what has the name, sRGB 0..255.</param>
/// <param name="Green">Mean of what has the name, sRGB 0..255.</param>
/// <param name="Blue">Mean of what has the name, sRGB 0..255.</param>
/// <param name="Score">Its part of the object's surface, 0..1, by weights that favour the middle.</param>
public readonly record struct ObjectColor(ColorName Name, byte Red, byte Green, byte Blue, float Score);
