namespace SafeCity.Edge.Inference.Native.Libc;

/// <summary>The heap that native libraries allocate from.</summary>
internal static class NativeHeap
{
    /// <summary>
    /// Gives whole free pages back to the system, also those between blocks in use; takes about a millisecond. For after work that leaves
    /// much behind, such as reading a model; the pages that are needed again come back zeroed, so it is nothing to do per frame.
    /// </summary>
    internal static void Trim() => _ = Interop.Libc.malloc_trim(0);
}
