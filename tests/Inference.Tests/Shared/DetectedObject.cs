// In this assembly the name Detection is that of a folder of tests.
global using DetectedObject = SafeCity.Edge.Inference.Detection.Detection;
