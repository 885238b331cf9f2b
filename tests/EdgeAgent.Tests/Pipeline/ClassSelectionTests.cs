using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Inference.Detection;

namespace SafeCity.Edge.Agent.Tests.Pipeline;

public sealed class ClassSelectionTests
{
    [Fact]
    public void Detections_of_chosen_classes_are_copied_in_their_order()
    {
        ClassSelection selection = new(["person", "cat", "car"], ["car", "person"]);
        Detection[] all = [.. new[] { 2, 1, 0, 1, 2 }.Select((c, i) => new Detection(default, i, c))];
        Assert.Equal([0f, 2f, 4f], selection.Select(all, new Detection[5]).ToArray().Select(d => d.Score));
    }

    [Fact]
    public void A_class_that_the_model_does_not_know_is_told_with_those_it_knows()
    {
        FormatException e = Assert.Throws<FormatException>(() => new ClassSelection(["person", "cat"], ["dog"]));
        Assert.Equal("the model knows no class 'dog'; choose from: person, cat", e.Message);
    }

    [Theory]
    [InlineData("cam1", true)]
    [InlineData("a", true)]
    [InlineData("a-name-of-16-cha", true)]
    [InlineData("a-name-of-17-char", false)]
    [InlineData("", false)]
    [InlineData("Cam", false)]
    [InlineData("c\u00e4m", false)]
    [InlineData("cam/1", false)]
    [InlineData("cam\n", false)]
    [InlineData("sys", false)]
    public void A_cameras_name_is_checked_as_the_contract_does(string name, bool good) =>
        Assert.Equal(good, Record.Exception(() => CameraName.Parse(name)) is null);
}
