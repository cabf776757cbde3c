/* How often readings of a stated probability are right: measured, and carried by the model file (train/calibrate.py). */
#ifndef QT_NN_CALIBRATION_H
#define QT_NN_CALIBRATION_H

#include "base/error.h"
#include "base/str.h"

enum { QT_CALIBRATION_KNOTS = 16 };

typedef struct qt_calibration {
    size_t count; /* 0: as stated */
    double stated[QT_CALIBRATION_KNOTS], right[QT_CALIBRATION_KNOTS];
} qt_calibration;

/* Reads "[[stated, right], …]": two to sixteen knots in [0, 1], `stated` rising, `right` never falling; anything else is
 * refused. Data NULL is a map of no knots. */
int qt_calibration_read(qt_str json, qt_calibration *out, quoth_error *error);

/* The share of readings of this stated probability that are right, straight between knots and level beyond them. */
double qt_calibrated(const qt_calibration *map, double stated);

#endif
