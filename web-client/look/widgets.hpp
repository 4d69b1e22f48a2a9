// Every widget, for panels, which use most of them.
#pragma once

#include "web-client/look/button.hpp"
#include "web-client/look/choice.hpp"
#include "web-client/look/dialog.hpp"
#include "web-client/look/field.hpp"
#include "web-client/look/form.hpp"
#include "web-client/look/list.hpp"
#include "web-client/look/marks.hpp"
#include "web-client/look/table.hpp"
#include "web-client/look/text.hpp"
#include "web-client/look/ui.hpp"
