namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>Type of a tensor's elements; the numbers are those of <c>ONNXTensorElementDataType</c>.</summary>
#pragma warning disable CA1720 // The names are those of the format; a tensor of UInt8 is called so everywhere.
public enum OnnxElementType
{
    /// <summary>Not known.</summary>
    Undefined = 0,

    /// <summary>IEEE 754 single precision, 4 bytes.</summary>
    Float = 1,

    /// <summary>Unsigned, 1 byte.</summary>
    UInt8 = 2,

    /// <summary>Signed, 1 byte.</summary>
    Int8 = 3,

    /// <summary>Unsigned, 2 bytes.</summary>
    UInt16 = 4,

    /// <summary>Signed, 2 bytes.</summary>
    Int16 = 5,

    /// <summary>Signed, 4 bytes.</summary>
    Int32 = 6,

    /// <summary>Signed, 8 bytes.</summary>
    Int64 = 7,

    /// <summary>Text; not supported here.</summary>
    Text = 8,

    /// <summary>1 byte.</summary>
    Bool = 9,

    /// <summary>IEEE 754 half precision, 2 bytes.</summary>
    Float16 = 10,

    /// <summary>IEEE 754 double precision, 8 bytes.</summary>
    Double = 11,
}
