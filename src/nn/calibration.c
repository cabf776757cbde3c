#include "nn/calibration.h"

#include <jansson.h>

static bool read_knot(const json_t *pair, qt_calibration *map)
{
    const json_t *stated = json_array_get(pair, 0), *right = json_array_get(pair, 1);
    size_t n = map->count;
    if (json_array_size(pair) != 2 || !json_is_number(stated) || !json_is_number(right)) return false;
    double x = map->stated[n] = json_number_value(stated), y = map->right[n] = json_number_value(right);
    map->count++;
    return x >= 0 && x <= 1 && y >= 0 && y <= 1 && (n == 0 || (x > map->stated[n - 1] && y >= map->right[n - 1]));
}

int qt_calibration_read(qt_str json, qt_calibration *out, quoth_error *error)
{
    qt_calibration map = {0};
    json_t *knots = json.data ? json_loadb(json.data, json.size, 0, NULL) : json_array();
    size_t count = json_array_size(knots);
    bool fine = json_is_array(knots) && (json.data ? count >= 2 && count <= QT_CALIBRATION_KNOTS : true);
    for (size_t i = 0; i < count && fine; i++) fine = read_knot(json_array_get(knots, i), &map);
    json_decref(knots);
    if (!fine) return qt_fail_at(error, QUOTH_REFUSED, 8, "the metadata hold no map of confidence that can be read");
    *out = map;
    return QUOTH_OK;
}

double qt_calibrated(const qt_calibration *map, double stated)
{
    size_t n = map->count, i = 1;
    if (n == 0) return stated;
    if (stated <= map->stated[0]) return map->right[0];
    if (stated >= map->stated[n - 1]) return map->right[n - 1];
    while (stated > map->stated[i]) i++;
    double share = (stated - map->stated[i - 1]) / (map->stated[i] - map->stated[i - 1]);
    return map->right[i - 1] + share * (map->right[i] - map->right[i - 1]);
}
