namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>The timed stages of the pipeline, in the order of the data.</summary>
internal enum Stage
{
    /// <summary>Demuxing and decoding one frame.</summary>
    Decode,

    /// <summary>Motion gate and region planner.</summary>
    Motion,

    /// <summary>Scaling and colour conversion into the model's input.</summary>
    Preprocess,

    /// <summary>The model.</summary>
    Inference,

    /// <summary>Decoding the model's outputs and non-maximum suppression.</summary>
    Postprocess,

    /// <summary>Association of detections to tracks.</summary>
    Track,

    /// <summary>Faces and colours of tracked objects, models included.</summary>
    Recognition,

    /// <summary>Rules, with the pictures of what they tell.</summary>
    Rules,

    /// <summary>Best shots: cropping, masking, JPEG.</summary>
    KeyFrame,
}
