namespace SafeCity.Edge.Native.Tests;

/// <summary>A static method <c>int Name(string[] arguments)</c> that <see cref="ChildProcess.Run"/> runs in a process of its own.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChildEntryAttribute : Attribute;
