/* What labels of a model mean, as values that rules can compare: looked up once a model, never string by string.
 *
 * The inventories are closed: UPOS and relations of Universal Dependencies v2 (de Marneffe et al. 2021) with the subtypes
 * that UD English uses, and the Penn Treebank's tags (Marcus et al. 1993) with the additions of UD English EWT. */
#ifndef QT_SYNTAX_GRAMMAR_H
#define QT_SYNTAX_GRAMMAR_H

#include "nn/labels.h"

/* clang-format off */
/* X(value, label), broken by hand: clang-format breaks such lists anew each time. */
#define QT_UPOS_LIST(X) \
    X(ADJ, "ADJ") X(ADP, "ADP") X(ADV, "ADV") X(AUX, "AUX") X(CCONJ, "CCONJ") X(DET, "DET") X(INTJ, "INTJ") \
    X(NOUN, "NOUN") X(NUM, "NUM") X(PART, "PART") X(PRON, "PRON") X(PROPN, "PROPN") X(PUNCT, "PUNCT") \
    X(SCONJ, "SCONJ") X(SYM, "SYM") X(VERB, "VERB") X(X, "X")

#define QT_XPOS_LIST(X) \
    X(CC, "CC") X(CD, "CD") X(DT, "DT") X(EX, "EX") X(FW, "FW") X(IN, "IN") X(JJ, "JJ") X(JJR, "JJR") X(JJS, "JJS") \
    X(LS, "LS") X(MD, "MD") X(NN, "NN") X(NNS, "NNS") X(NNP, "NNP") X(NNPS, "NNPS") X(PDT, "PDT") X(POS, "POS") \
    X(PRP, "PRP") X(PRP_POSS, "PRP$") X(RB, "RB") X(RBR, "RBR") X(RBS, "RBS") X(RP, "RP") X(SYM, "SYM") X(TO, "TO") \
    X(UH, "UH") X(VB, "VB") X(VBD, "VBD") X(VBG, "VBG") X(VBN, "VBN") X(VBP, "VBP") X(VBZ, "VBZ") X(WDT, "WDT") \
    X(WP, "WP") X(WP_POSS, "WP$") X(WRB, "WRB") X(ADD, "ADD") X(AFX, "AFX") X(GW, "GW") X(HYPH, "HYPH") X(NFP, "NFP") \
    X(XX, "XX") X(CURRENCY, "$") X(COMMA, ",") X(STOP, ".") X(COLON, ":") X(OPEN_QUOTE, "``") X(CLOSE_QUOTE, "''") \
    X(OPEN_BRACKET, "-LRB-") X(CLOSE_BRACKET, "-RRB-")

#define QT_DEP_LIST(X) \
    X(ACL, "acl") X(ACL_RELCL, "acl:relcl") X(ADVCL, "advcl") X(ADVCL_RELCL, "advcl:relcl") X(ADVMOD, "advmod") \
    X(AMOD, "amod") X(APPOS, "appos") X(AUX, "aux") X(AUX_PASS, "aux:pass") X(CASE, "case") X(CC, "cc") \
    X(CC_PRECONJ, "cc:preconj") X(CCOMP, "ccomp") X(CLF, "clf") X(COMPOUND, "compound") \
    X(COMPOUND_PRT, "compound:prt") X(CONJ, "conj") X(COP, "cop") X(CSUBJ, "csubj") X(CSUBJ_OUTER, "csubj:outer") \
    X(CSUBJ_PASS, "csubj:pass") X(DEP, "dep") X(DET, "det") X(DET_PREDET, "det:predet") X(DISCOURSE, "discourse") \
    X(DISLOCATED, "dislocated") X(EXPL, "expl") X(FIXED, "fixed") X(FLAT, "flat") X(GOESWITH, "goeswith") \
    X(IOBJ, "iobj") X(LIST, "list") X(MARK, "mark") X(NMOD, "nmod") X(NMOD_DESC, "nmod:desc") \
    X(NMOD_POSS, "nmod:poss") X(NMOD_UNMARKED, "nmod:unmarked") X(NSUBJ, "nsubj") X(NSUBJ_OUTER, "nsubj:outer") \
    X(NSUBJ_PASS, "nsubj:pass") X(NUMMOD, "nummod") X(OBJ, "obj") X(OBL, "obl") X(OBL_AGENT, "obl:agent") \
    X(OBL_UNMARKED, "obl:unmarked") X(ORPHAN, "orphan") X(PARATAXIS, "parataxis") X(PUNCT, "punct") \
    X(REPARANDUM, "reparandum") X(ROOT, "root") X(VOCATIVE, "vocative") X(XCOMP, "xcomp")
/* clang-format on */

/* The 0 of each is a label that is in none of these lists. */
#define X(value, label) QT_UPOS_##value,
typedef enum qt_upos { QT_UPOS_NONE, QT_UPOS_LIST(X) QT_UPOS_COUNT } qt_upos;
#undef X
#define X(value, label) QT_XPOS_##value,
typedef enum qt_xpos { QT_XPOS_NONE, QT_XPOS_LIST(X) QT_XPOS_COUNT } qt_xpos;
#undef X
#define X(value, label) QT_DEP_##value,
typedef enum qt_dep { QT_DEP_NONE, QT_DEP_LIST(X) QT_DEP_COUNT } qt_dep;
#undef X

typedef struct qt_grammar {
    qt_label_lists labels;
    uint8_t upos[QT_LABELS_MAX]; /* [labels.upos.count] qt_upos of each label, and likewise */
    uint8_t xpos[QT_LABELS_MAX];
    uint8_t dep[QT_LABELS_MAX];
} qt_grammar;

/* Looks the labels up (at most QT_LABELS_MAX of each kind; they must outlive `out`). A relation with a subtype that is
 * not listed means what it means without. */
void qt_grammar_read(const qt_label_lists *labels, qt_grammar *out);

#endif
