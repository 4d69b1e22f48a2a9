// What makes a description readable: schemas that have a name stand once, under that name, and
// every field has an example.
#pragma once

#include <rapidjson/document.h>

namespace http {

// Moves schemas with a title, and the options of variants, from the paths into the components, and
// refers to them instead.
void name_schemas(rapidjson::Document& document);

// Made from the rules of the fields, in the paths and in the components. A secret gets none.
void add_examples(rapidjson::Document& document);

}  // namespace http
