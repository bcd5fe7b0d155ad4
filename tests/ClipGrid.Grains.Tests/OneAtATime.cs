using Xunit.Sdk;
using Xunit.v3;

// Several tests measure the memory of the whole process, and a cluster has deadlines: one at a time they say the same every time.
[assembly: Parallelization(Mode = ParallelMode.None)]
