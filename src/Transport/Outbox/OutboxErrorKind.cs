namespace SafeCity.Edge.Transport.Outbox;

/// <summary>What is wrong with the outbox.</summary>
public enum OutboxErrorKind
{
    /// <summary>The file is not an SQLite database. A retry does not help.</summary>
    NotADatabase,

    /// <summary>The file is a database of another program, or of another device. A retry does not help.</summary>
    NotThisOutbox,

    /// <summary>The file or its folder cannot be written.</summary>
    ReadOnly,

    /// <summary>The file was written by a newer agent. A retry does not help.</summary>
    NewerSchema,

    /// <summary>The file is damaged. A retry does not help.</summary>
    Corrupt,

    /// <summary>Another agent works on this file.</summary>
    AlreadyOpen,

    /// <summary>Another program held the database for too long. A retry may help.</summary>
    Busy,

    /// <summary>No room on the medium, or the outbox has reached its own limit. A retry helps once there is room.</summary>
    DiskFull,

    /// <summary>The queue stayed full; the fact is not recorded. A retry may help.</summary>
    Overloaded,

    /// <summary>The fact breaks a limit of the contract; it is not recorded. A retry does not help.</summary>
    FactRefused,

    /// <summary>The outbox is closed or being closed.</summary>
    Closed,

    /// <summary>The medium or SQLite reported something else; the message has its words.</summary>
    StorageFault,
}
