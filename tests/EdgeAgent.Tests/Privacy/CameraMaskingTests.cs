using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Sources;

namespace SafeCity.Edge.Agent.Tests.Privacy;

public class CameraMaskingTests
{
    private static readonly CameraSettings Camera = new() { Name = "cam1", Source = VideoSource.Parse("clip.mp4"), Classes = ["person", "car"] };

    /// <summary>Of a camera without any privacy setting.</summary>
    internal static CameraMasking Usual => CameraMasking.Of(Camera, platePurpose: null);

    [Fact]
    public void Without_settings_faces_and_plates_are_hidden_in_every_picture()
    {
        foreach (KeyFrameRole role in Enum.GetValues<KeyFrameRole>()) Assert.False(Usual.Policy.KeepsFaces(role));
        Assert.Equal(("faces,plates", "faces,plates"), (Usual.Policy.NameFor(KeyFrameRole.Scene), Usual.Policy.NameFor(KeyFrameRole.Subject)));
        Assert.Equal(("blurred", "off", null), (Usual.Events.Faces, Usual.Events.Plates, Usual.Events.Purpose));
    }

    [Fact]
    public void Faces_are_kept_only_in_the_pictures_that_the_policy_names()
    {
        CameraPrivacy privacy = new() { Faces = FacePrivacy.Kept, FacesKeptIn = [KeyFrameRole.Subject], Purpose = "access" };
        CameraMasking masking = CameraMasking.Of(Camera with { Privacy = privacy }, platePurpose: null);
        Assert.Equal(("faces,plates", "plates"), (masking.Policy.NameFor(KeyFrameRole.Scene), masking.Policy.NameFor(KeyFrameRole.Subject)));
        Assert.False(masking.KeepsAllFaces);
        Assert.Equal(("kept", "access"), (masking.Events.Faces, masking.Events.Purpose));
    }

    [Theory]
    [InlineData(PlatePrivacy.On, "kept", "faces", "faces")]
    [InlineData(PlatePrivacy.Hash, "hashed", "faces,plates", "faces")]
    public void Plates_are_seen_in_the_pictures_only_where_they_are_told_as_text(object plates, string told, string subject, string plate)
    {
        CameraMasking masking = CameraMasking.Of(Camera with { Privacy = new CameraPrivacy { Plates = (PlatePrivacy)plates } }, "toll");
        Assert.Equal((told, "toll"), (masking.Events.Plates, masking.Events.Purpose));
        Assert.Equal((subject, plate), (masking.Policy.NameFor(KeyFrameRole.Subject), masking.Policy.NameFor(KeyFrameRole.Plate)));
    }

    [Fact]
    public void Fixed_areas_are_named()
    {
        CameraMasking masking = CameraMasking.Of(Camera with { Masks = [[new(0, 0), new(1, 0), new(0, 1)]] }, platePurpose: null);
        Assert.Equal("areas,faces,plates", masking.Policy.NameFor(KeyFrameRole.Scene));
    }
}
