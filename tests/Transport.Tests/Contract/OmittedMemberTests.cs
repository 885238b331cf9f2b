using System.Reflection;
using SafeCity.Edge.Transport.Contract;

namespace Transport.Tests.Contract;

/// <summary>A member that is null is not written; so whoever reads must not need it.</summary>
public sealed class OmittedMemberTests
{
    [Fact]
    public void Every_member_that_may_be_null_may_be_missing()
    {
        NullabilityInfoContext nullability = new();
        IEnumerable<string> needed = typeof(CloudEvent).Assembly.GetTypes()
            .Where(t => t.Namespace == typeof(CloudEvent).Namespace && t.IsClass)
            .SelectMany(t => t.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => (Type: t, Parameter: p)))
            .Where(x => !x.Parameter.HasDefaultValue && nullability.Create(x.Parameter).WriteState == NullabilityState.Nullable)
            .Select(x => $"{x.Type.Name}.{x.Parameter.Name}");
        Assert.Empty(needed);
    }

    [Fact]
    public void Clothing_without_colours_of_a_thing_is_read_back()
    {
        CloudEvent value = EventTextTests.Event();
        SafeCity.Edge.Transport.Contract.EventAttributes person = new(null, [new EventColor("red", [200, 10, 10], 0.5)]);
        value = value with { Data = value.Data with { Object = value.Data.Object! with { Attributes = person } } };
        byte[] written = EventText.Write(value);
        Assert.True(EventText.TryReadEvent(written, out CloudEvent? read, out string? reason), reason);
        Assert.Equal(written, EventText.Write(read));
    }
}
