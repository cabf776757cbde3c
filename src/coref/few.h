/* "The two ministers", "both men": those whom the text names one by one, in no list. */
#ifndef QT_COREF_FEW_H
#define QT_COREF_FEW_H

#include "coref/groups.h"
#include "coref/plurals.h"

/* The persons whom candidate `m` stands for: as many as it says, where no more than these fit. Of a plural that names an office or
 * an occupation, all before it whom the text gives that; of "both" and "the two men", all whom the last sentences name, where
 * nobody else and no body is spoken of there. count 0 where they are more, fewer or not plain. Bounded work. */
void qt_few_read(const qt_groups *groups, uint32_t m, const qt_plural *plural, qt_list *out);

#endif
