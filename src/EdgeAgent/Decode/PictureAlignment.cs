namespace SafeCity.Edge.Agent.Decode;

/// <summary>By which clock a moment of one stream was found in another.</summary>
internal enum PictureAlignment
{
    /// <summary>Not found yet.</summary>
    None,

    /// <summary>Files: both begin at the same moment.</summary>
    MediaTime,

    /// <summary>The camera's wall clock in its RTCP sender reports: to the frame.</summary>
    SenderReports,

    /// <summary>When packets arrive at the box: to what the network and the camera's encoders delay one stream more than the other.</summary>
    Arrival,
}
