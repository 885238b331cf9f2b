namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>
/// The places of the functions in the table <c>OrtApi</c>, which only ever grows at its end. Source: the order of the members in
/// ONNX Runtime's public C header; a test compares it with the end slots that the project publishes for each of its releases.
/// </summary>
internal enum OrtApiSlot
{
    CreateStatus, GetErrorCode, GetErrorMessage, CreateEnv, CreateEnvWithCustomLogger, EnableTelemetryEvents, DisableTelemetryEvents,
    CreateSession, CreateSessionFromArray, Run,
    CreateSessionOptions, SetOptimizedModelFilePath, CloneSessionOptions, SetSessionExecutionMode, EnableProfiling, DisableProfiling,
    EnableMemPattern, DisableMemPattern, EnableCpuMemArena, DisableCpuMemArena, SetSessionLogId, SetSessionLogVerbosityLevel,
    SetSessionLogSeverityLevel, SetSessionGraphOptimizationLevel, SetIntraOpNumThreads, SetInterOpNumThreads,
    CreateCustomOpDomain, CustomOpDomain_Add, AddCustomOpDomain, RegisterCustomOpsLibrary,
    SessionGetInputCount, SessionGetOutputCount, SessionGetOverridableInitializerCount, SessionGetInputTypeInfo,
    SessionGetOutputTypeInfo, SessionGetOverridableInitializerTypeInfo, SessionGetInputName, SessionGetOutputName,
    SessionGetOverridableInitializerName, CreateRunOptions, RunOptionsSetRunLogVerbosityLevel, RunOptionsSetRunLogSeverityLevel,
    RunOptionsSetRunTag, RunOptionsGetRunLogVerbosityLevel, RunOptionsGetRunLogSeverityLevel, RunOptionsGetRunTag,
    RunOptionsSetTerminate, RunOptionsUnsetTerminate,
    CreateTensorAsOrtValue, CreateTensorWithDataAsOrtValue, IsTensor, GetTensorMutableData, FillStringTensor, GetStringTensorDataLength,
    GetStringTensorContent, CastTypeInfoToTensorInfo, GetOnnxTypeFromTypeInfo, CreateTensorTypeAndShapeInfo, SetTensorElementType,
    SetDimensions, GetTensorElementType, GetDimensionsCount, GetDimensions, GetSymbolicDimensions, GetTensorShapeElementCount,
    GetTensorTypeAndShape, GetTypeInfo, GetValueType, CreateMemoryInfo, CreateCpuMemoryInfo, CompareMemoryInfo, MemoryInfoGetName,
    MemoryInfoGetId, MemoryInfoGetMemType, MemoryInfoGetType, AllocatorAlloc, AllocatorFree, AllocatorGetInfo,
    GetAllocatorWithDefaultOptions, AddFreeDimensionOverride, GetValue, GetValueCount, CreateValue, CreateOpaqueValue, GetOpaqueValue,
    KernelInfoGetAttribute_float, KernelInfoGetAttribute_int64, KernelInfoGetAttribute_string, KernelContext_GetInputCount,
    KernelContext_GetOutputCount, KernelContext_GetInput, KernelContext_GetOutput,
    ReleaseEnv, ReleaseStatus, ReleaseMemoryInfo, ReleaseSession, ReleaseValue, ReleaseRunOptions, ReleaseTypeInfo,
    ReleaseTensorTypeAndShapeInfo, ReleaseSessionOptions, ReleaseCustomOpDomain, GetDenotationFromTypeInfo, CastTypeInfoToMapTypeInfo,
    CastTypeInfoToSequenceTypeInfo, GetMapKeyType, GetMapValueType, GetSequenceElementType, ReleaseMapTypeInfo, ReleaseSequenceTypeInfo,
    SessionEndProfiling,
    SessionGetModelMetadata, ModelMetadataGetProducerName, ModelMetadataGetGraphName, ModelMetadataGetDomain,
    ModelMetadataGetDescription, ModelMetadataLookupCustomMetadataMap, ModelMetadataGetVersion, ReleaseModelMetadata,
    CreateEnvWithGlobalThreadPools, DisablePerSessionThreads, CreateThreadingOptions, ReleaseThreadingOptions,
    ModelMetadataGetCustomMetadataMapKeys, AddFreeDimensionOverrideByName,
    GetAvailableProviders, ReleaseAvailableProviders, GetStringTensorElementLength, GetStringTensorElement, FillStringTensorElement,
    AddSessionConfigEntry,
    CreateAllocator, ReleaseAllocator, RunWithBinding, CreateIoBinding, ReleaseIoBinding, BindInput, BindOutput, BindOutputToDevice,
    GetBoundOutputNames, GetBoundOutputValues, ClearBoundInputs, ClearBoundOutputs, TensorAt, CreateAndRegisterAllocator,
    SetLanguageProjection, SessionGetProfilingStartTimeNs, SetGlobalIntraOpNumThreads, SetGlobalInterOpNumThreads, SetGlobalSpinControl,
    AddInitializer, CreateEnvWithCustomLoggerAndGlobalThreadPools, SessionOptionsAppendExecutionProvider_CUDA,
    SessionOptionsAppendExecutionProvider_ROCM, SessionOptionsAppendExecutionProvider_OpenVINO, SetGlobalDenormalAsZero, CreateArenaCfg,
    ReleaseArenaCfg, ModelMetadataGetGraphDescription, SessionOptionsAppendExecutionProvider_TensorRT, SetCurrentGpuDeviceId,
    GetCurrentGpuDeviceId, KernelInfoGetAttributeArray_float, KernelInfoGetAttributeArray_int64, CreateArenaCfgV2, AddRunConfigEntry,
    CreatePrepackedWeightsContainer, ReleasePrepackedWeightsContainer, CreateSessionWithPrepackedWeightsContainer,
    CreateSessionFromArrayWithPrepackedWeightsContainer,
}
