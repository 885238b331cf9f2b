namespace SafeCity.Edge.Agent.Rules.Scene;

/// <summary>What a picture as a whole looks like.</summary>
/// <param name="Mean">Luma, 0 to 255.</param>
/// <param name="Contrast">Standard deviation of the luma of its cells.</param>
/// <param name="Sharpness">Mean difference of neighbouring pixels over that of pixels further apart: independent of contrast.</param>
/// <param name="Fingerprint">The same for two pictures only if all sampled pixels are the same.</param>
internal readonly record struct SceneLook(double Mean, double Contrast, double Sharpness, ulong Fingerprint);
