using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Settings.Sections;

/// <summary><c>keyFrames</c> of a camera.</summary>
internal static class KeyFramesSection
{
    internal static KeyFrameSettings Bind(YamlMap map)
    {
        KeyFrameSettings usual = new();
        bool scene = map.Optional("scene", Scalars.Flag, false, "whether each track also has a picture of the whole frame");
        RolePlan scenePlan = map.SectionOrDefaults("sceneSize", m => Plan(m, new RolePlan(960, 70)), "pictures of the whole frame");
        return new KeyFrameSettings
        {
            Scene = scene ? scenePlan : null,
            Subject = map.SectionOrDefaults("subject", m => Plan(m, usual.Subject), "pictures of one object with some of its surroundings"),
            Plate = map.SectionOrDefaults("plate", m => Plan(m, usual.Plate), "pictures of plates"),
            BytesPerHour = 1000 * map.OptionalValue("kilobytesPerHour", Scalars.Integer(100, 100_000_000), "most kilobytes of pictures an hour: near it they get coarser, then scenes, subjects and plates are left out in this order (default: no limit)"),
        };
    }

    private static RolePlan Plan(YamlMap map, RolePlan usual) => new(
        (int)map.Optional("side", Scalars.Integer(160, 3840), usual.SidePixels, "longest side in pixels; never enlarged to it"),
        (int)map.Optional("quality", Scalars.Integer(20, 100), usual.Quality, "of the JPEG"));
}
