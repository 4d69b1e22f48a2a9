// What this process gives up before it looks at a stranger's bytes: a decoder that they take over
// can compute, and say what it made, and nothing else.
#pragma once

namespace picture {

// Little memory, little time, no file, no other process. False when the machine refuses.
bool limit_all();

// From here on only memory without a right to run, writing to standard output, and the end: the
// kernel ends the process at any other call. What is still to be read has to be read before.
bool confine();

}  // namespace picture
