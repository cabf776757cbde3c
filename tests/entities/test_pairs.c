/* Pairs of profiles of two documents, what is found of them, and the reason that must be among those given.
 * Every name is invented. */
#include "fixture.h"

typedef struct row {
    const char *a, *b;
    char verdict;         /* S same, P proposed, F proposed and same if it is the only one, U unknown, D different */
    const char *evidence; /* "+name", "-age"; NULL: any */
} row;

static const row people[] = {
    /* the same name */
    {"P Anna Orlec", "P Anna Orlec", 'S', "+name"},
    {"P Anna Orlec", "P ANNA ORLEC", 'S', "+name"},
    {"P Zoë Tavín", "P Zoe Tavin", 'S', "+name"},
    {"P Bjørn Østvik", "P Bjorn Ostvik", 'S', "+name"},
    {"P Łukasz Wroński", "P Lukasz Wronski", 'S', "+name"},
    {"P Jürgen Brückmahr", "P Juergen Brueckmahr", 'S', "+romanisation"},
    {"P Anna Orlec / Orlec", "P Ms Orlec / Anna Orlec", 'S', "+name"},
    {"P Maeve O'Tarrin", "P Maeve O’Tarrin", 'S', "+name"},
    {"P Anna Orlec’s", "P Anna Orlec", 'S', "+name"},
    {"P Jean-Luc Varennot", "P Jean Luc Varennot", 'S', "+name"},
    {"P Anna Tavin-Orlec", "P Anna Tavin-Orlec", 'S', "+name"},
    {"P Pieter van der Velsholt", "P Pieter Velsholt", 'S', "+name"},
    {"P Otto von Brackwald", "P Otto Brackwald", 'S', "+name"},
    {"P Maria de la Torrecampo", "P Maria Torrecampo", 'S', "+name"},
    {"P Orlec, Anna", "P Anna Orlec", 'S', "+order"},
    {"P Anna Orlec, 41", "P Anna Orlec", 'S', "+name"},
    {"P Orlec, 41", "P Anna Orlec", 'U', "+surname"},
    {"P Anna Orlec, MD, M.B.A.", "P Anna Orlec", 'S', "+name"},
    {"P Anna Tavin Ret", "P Anna Tavin", 'P', "+part"},
    {"P Anna Maria Orlec", "P Anna Orlec", 'S', "+name"},
    {"P Anna M. Orlec", "P Anna Maria Orlec", 'S', "+middle"},
    {"P Anna Orlec", "P Anna Orlec; role=mayor of Lisgard; desc=a former teacher of chemistry", 'S', "+name"},
    /* another one */
    {"P Anna Orlec", "P Boris Orlec", 'D', "-given"},
    {"P Anna Orlec", "P Anna Tavin", 'U', NULL},
    {"P Anna Orlec", "P Orlec Tavin", 'U', NULL},
    {"P Anna Maria Orlec", "P Anna Ruth Orlec", 'D', "-middle"},
    {"P Anna M. Orlec", "P Anna R. Orlec", 'D', "-middle"},
    {"P Viktor Orlec Jr.", "P Viktor Orlec Sr.", 'D', "-generation"},
    {"P Viktor Orlec Jr", "P Viktor Orlec, Jr.", 'S', "+generation"},
    {"P Viktor Orlec III", "P Viktor Orlec IV", 'D', "-generation"},
    {"P Robin Orlec; title=Mr.", "P Robin Orlec; title=Mrs.", 'D', "-sex"},
    {"P Robin Orlec; title=Sir", "P Robin Orlec; title=Dame", 'D', "-sex"},
    {"P Robin Orlec; title=Ms.", "P Robin Orlec; title=Mrs.", 'S', "+name"},
    {"P Anna Orlec; age=32; date=2024-03-22", "P Anna Orlec; age=57; date=2024-03-23", 'D', "-age"},
    {"P Anna Orlec; age=32; date=2024-03-22", "P Anna Orlec; age=33; date=2024-06-23", 'S', "+age"},
    {"P Anna Orlec; age=32; date=2014-03-22", "P Anna Orlec; age=42; date=2024-03-25", 'S', "+age"},
    {"P Anna Orlec; age=32; date=2014-03-22", "P Anna Orlec; age=32; date=2024-03-25", 'D', "-age"},
    {"P Anna Orlec; age=32; date=2024-03-22", "P Anna Orlec; age=34; date=2024-03-23", 'P', "-age"},
    {"P Anna Orlec; age=32", "P Anna Orlec; age=57", 'P', "-age"},
    {"P Anna Orlec; age=32", "P Anna Orlec; age=33", 'S', "+age"},
    {"P Anna Orlec; age=32; date=2024", "P Anna Orlec; age=33; date=2024-01", 'S', "+age"},
    {"P Anna Orlec; role=mayor of Lisgard", "P Anna Orlec; role=conductor", 'S', "-role"},
    /* surnames and initials */
    {"P Orlec", "P Orlec", 'U', "+surname"},
    {"P Orlec", "P Anna Orlec", 'U', "+surname"},
    {"P Orlec; role=director of the harbour board", "P Anna Orlec; role=harbour board director", 'F', "+role"},
    {"P Orlec; title=President", "P Anna Orlec; title=President", 'F', "+title"},
    {"P Orlec; title=President", "P Anna Orlec; role=president of Lisgard", 'F', "+role"},
    {"P Anna Orlec / Orlec; title=President", "P Boris Tavin / Orlec; title=President", 'U', NULL},
    {"P Viktor Junior; title=Mayor", "P Viktor; title=Mayor", 'U', NULL},
    {"P Orlec; title=Mr.", "P Viktor Orlec; title=Mr.", 'U', "+surname"},
    {"P Orlec; title=Mrs.", "P Viktor Orlec; title=Mr.", 'D', "-sex"},
    {"P Orlec; role=spokesman", "P Viktor Orlec; role=spokesman", 'U', "+role"},
    {"P Orlec; role=deputy director of the harbour board", "P Anna Orlec; role=director of the harbour board", 'U',
     "-role"},
    {"P Orlec; age=41; date=2024-03-22", "P Anna Orlec; age=41; date=2024-03-23", 'F', "+age"},
    {"P Orlec; age=41; date=2024-03-22", "P Anna Orlec; age=61; date=2024-03-23", 'D', "-age"},
    {"P Orlec; role=director of the harbour board", "P Orlec; role=director of the harbour board", 'P', "+role"},
    {"P A. Orlec", "P Anna Orlec", 'U', "+initial"},
    {"P A. Orlec", "P Boris Orlec", 'D', "-initial"},
    {"P A. Orlec; role=harbour board director", "P Anna Orlec; role=director of the harbour board", 'F', "+initial"},
    {"P E. Khlebnitsky; role=chief of the Lisgard police", "P Yevgeny Khlebnitsky; role=Lisgard police chief", 'F',
     "+initial"},
    {"P J.R. Orlec", "P J. Orlec", 'U', "+initial"},
    {"P Anna O.", "P Anna Orlec", 'U', NULL},
    {"P Anna", "P Anna Orlec", 'U', NULL},
    {"P Anna Tavin", "P Anna Tavin Orlec", 'P', "+part"},
    {"P Anna Tavin; age=32", "P Anna Tavin Orlec; age=57", 'U', "-age"},
    {"P van der Velsholt; title=Judge", "P Pieter van der Velsholt; title=Judge", 'F', "+title"},
    /* a second surname */
    {"P Anna Tavin; title=President", "P Anna Tavin Orlec; title=President", 'S', "+part"},
    {"P Anna Maria Tavin; role=harbour board director", "P Anna Maria Tavin Orlec; role=director of the harbour board",
     'S', "+role"},
    {"P Anna Tavin; context=Lisgard / Hugo Ret / Ketter Bay",
     "P Anna Tavin Orlec; context=Lisgard / Hugo Ret / Ketter Bay", 'S', "+context"},
    {"P Anna Tavin; role=mayor of Lisgard; context=Lisgard / Hugo Ret / Ketter Bay",
     "P Anna Tavin Orlec; role=conductor; context=Lisgard / Hugo Ret / Ketter Bay", 'P', "-role"},
    {"P Anna Tavin; title=President; status", "P Anna Tavin Orlec; title=President", 'P', "-status"},
    {"P Anna Tavin; title=Mrs.; context=Lisgard / Hugo Ret / Ketter Bay",
     "P Anna Tavin Orlec; title=Mr.; context=Lisgard / Hugo Ret / Ketter Bay", 'D', "-sex"},
    /* given names alone: a family, not a surname */
    {"P Zachary; context=Lisgard / Hannah / Bruce", "P Zachary; context=Hannah / Bruce / Lisgard", 'S', "+given"},
    {"P Zachary; context=Lisgard / Hannah / Ketter Bay", "P Zachary; context=Hannah / Ketter Bay / Lisgard", 'U',
     "+given"},
    {"P Zachary; context=Hannah / Bruce", "P Zachary; context=Hannah / Bruce", 'U', "+given"},
    {"P Zachary; context=Lisgard / Ketter Bay / Hannah / Bruce / William",
     "P Zachary Orlec / Zachary; context=Lisgard / Ketter Bay / Hannah Orlec / Bruce Orlec / William Orlec", 'U',
     "+given"},
    {"P Zachary; context=Lisgard / Ketter Bay / Tavin / Hannah / Bruce / William",
     "P Zachary Orlec / Zachary; context=Lisgard / Ketter Bay / Tavin / Hannah Orlec / Bruce Orlec / William Orlec",
     'S', "+given"},
    /* one word is all that either has: worth a look where something agrees */
    {"P Orlec; context=Lisgard / Hannah / Bruce", "P Orlec; context=Hannah / Bruce / Lisgard", 'P', "+surname"},
    {"P Vantra; role=singer", "P Vantra; role=singer", 'P', "+role"},
    {"P Vantra; role=singer", "P Vantra; role=surgeon", 'U', "-role"},
    {"P Vantra", "P Vantra", 'U', "+surname"},
    {"P Vantra; role=singer; age=31", "P Vantra; role=singer; age=57", 'U', "-age"},
    {"P Mitchell; context=Lisgard / Hannah / Bruce", "P Mitchell; context=Hannah / Bruce / Lisgard", 'U', "+surname"},
    {"P Zachary; status; context=Lisgard / Hannah / Bruce", "P Zachary; context=Hannah / Bruce / Lisgard", 'U',
     "+given"},
    {"P Zachary; age=9; context=Lisgard / Hannah / Bruce", "P Zachary; age=19; context=Hannah / Bruce / Lisgard", 'U',
     "-age"},
    {"P Zachary; role=welder; context=Lisgard / Hannah / Bruce",
     "P Zachary; role=teacher; context=Hannah / Bruce / Lisgard", 'U', "-role"},
    /* short forms */
    {"P Bill Tarrowby", "P William Tarrowby", 'S', "+nickname"},
    {"P Peggy Tarrowby", "P Margaret Tarrowby", 'S', "+nickname"},
    {"P Bob Tarrowby", "P Rob Tarrowby", 'S', "+nickname"},
    {"P Bill Tarrowby", "P Robert Tarrowby", 'D', "-given"},
    {"P Kate Tarrowby", "P Katherine Tarrowby", 'S', "+nickname"},
    {"P Sasha Vorontin", "P Aleksandr Vorontin", 'S', "+nickname"},
    {"P Misha Vorontin", "P Mikhail Vorontin", 'S', "+nickname"},
    {"P Steven Tarrowby", "P Stephen Tarrowby", 'S', "+romanisation"},
    {"P Alex Tarrowby", "P Alexander Tarrowby", 'S', "+nickname"},
    {"P Alexander Tarrowby", "P Alexandra Tarrowby", 'D', "-given"},
    {"P Hugh Tarrowby", "P Hubert Tarrowby", 'D', "-given"},
    {"P Neil Tarrowby", "P Cornelius Tarrowby", 'D', "-given"},
    {"P Nate Tarrowby", "P Nathan Tarrowby", 'S', "+nickname"},
    {"P Nathan Tarrowby", "P Jonathan Tarrowby", 'D', "-given"},
    {"P Marc Tarrowby", "P Marcus Tarrowby", 'D', "-given"},
    {"P Debra Tarrowby", "P Deborah Tarrowby", 'S', "+romanisation"},
    /* Russian and Ukrainian */
    {"P Aleksandr Vorontsenko", "P Alexander Vorontsenko", 'S', "+romanisation"},
    {"P Oleksandr Vorontsenko", "P Aleksandr Vorontsenko", 'S', "+romanisation"},
    {"P Dmitry Zhelyabinsky", "P Dmitri Zheliabinskiy", 'S', "+romanisation"},
    {"P Dmitriy Zhelyabinskij", "P Dmitrii Zhelyabinskii", 'S', "+romanisation"},
    {"P Yevgeny Khlebnitsky", "P Evgenii Hlebnitski", 'S', "+romanisation"},
    {"P Sergei Shcherbatenko", "P Serhiy Shcherbatenko", 'S', "+romanisation"},
    {"P Alexei Shchukarev", "P Aleksey Schukarev", 'S', "+romanisation"},
    {"P Yuri Yemelyantsev", "P Iurii Emeliantsev", 'S', "+romanisation"},
    {"P Mikhail Tarkhanov", "P Mihail Tarhanov", 'S', "+romanisation"},
    {"P Mikhail Tarkhanoff", "P Mikhail Tarkhanov", 'S', "+romanisation"},
    {"P Oleg Bohdanchuk", "P Oleh Bogdanchuk", 'S', "+romanisation"},
    {"P Natalia Žukovskaya", "P Natalya Zhukovskaya", 'S', "+romanisation"},
    {"P Ivan Čertkov", "P Ivan Chertkov", 'S', "+romanisation"},
    {"P Александр Воронценко", "P Aleksandr Vorontsenko", 'S', NULL},
    {"P Юрий Емельянцев", "P Yury Yemelyantsev", 'S', "+romanisation"},
    {"P Сергій Щербатенко", "P Serhii Shcherbatenko", 'S', "+romanisation"},
    {"P Pavel Sergeyevich Tarkhanov", "P Pavel Tarkhanov", 'S', "+name"},
    {"P Pavel Sergeyevich Tarkhanov", "P Pavel Ivanovich Tarkhanov", 'D', "-middle"},
    {"P Pavel Sergeevich Tarkhanov", "P Pavel Sergeyevich Tarkhanov", 'S', "+middle"},
    {"P Tarkhanov Pavel Sergeyevich", "P Pavel Sergeyevich Tarkhanov", 'S', "+order"},
    {"P Pavel Ivanovich Tarkhanovich", "P Pavel Tarkhanovich", 'S', "+name"},
    {"P Tarkhanov Pavel", "P Pavel Tarkhanov", 'S', "+order"},
    {"P Pavel Tarkhanov", "P Pavel Tarkhanin", 'U', NULL},
    {"P Pavel Tarkhanov", "P Pyotr Tarkhanov", 'D', "-given"},
    {"P Valery Zhivaho", "P Valeriya Zhivaho", 'D', "-given"},
    {"P Sergei Dmitriev", "P Sergey Dmitriyev", 'S', "+romanisation"},
    /* no Slavic sign, no Slavic rules */
    {"P John Smythson", "P John Smithson", 'U', NULL},
    {"P Carl Meyrath", "P Carl Meirath", 'U', NULL},
    {"P Karl Jaxtin", "P Karl Jakstin", 'U', NULL},
    /* Arabic */
    {"P Mohammed al-Tarabi", "P Muhammad al-Tarabi", 'S', "+romanisation"},
    {"P Mohamed El Tarabi", "P Muhammad Tarabi", 'S', "+romanisation"},
    {"P Hussein Qadhrawi", "P Husayn Gadhrawi", 'S', "+romanisation"},
    {"P Ahmed al-Khatrani", "P Ahmad Al Khatrani", 'S', "+romanisation"},
    {"P Youssef Dahmoun", "P Yusuf Dahmun", 'S', "+romanisation"},
    {"P Abdul Rahman Tarabi", "P Abdulrahman Tarabi", 'S', "+name"},
    {"P Abd al-Rahman Tarabi", "P Abdel Rahman Tarabi", 'S', NULL},
    {"P Salman bin Tariq al-Durani", "P Salman Tariq al-Durani", 'S', "+middle"},
    {"P Abu Omar al-Tarabi", "P Abou Omar al-Tarabi", 'S', NULL},
    {"P محمد الطرابي", "P Muhammad al-Tarabi", 'U', NULL},
    {"P محمد طرابي", "P Muhammad Tarabi", 'S', "+romanisation"},
    {"P Ahmed Saadrani", "P Ahmed Saidrani", 'U', NULL},
    {"P Ali Tarabi", "P Omar Tarabi", 'D', "-given"},
    {"P Said Tarabi", "P Saad Tarabi", 'D', "-given"},
    {"P Mohamud Tarabi", "P Mahmoud Tarabi", 'S', "+romanisation"},
    {"P Mohamud Tarabi", "P Mohamed Tarabi", 'D', "-given"},
    /* Turkish, Greek */
    {"P Mehmet Şahingöz", "P Mehmet Sahingoz", 'S', "+name"},
    {"P Recep Çağlıtepe", "P Recep Caglitepe", 'S', "+name"},
    {"P Cemal Işıktan", "P Cemal Isiktan", 'S', "+name"},
    {"P Giorgos Tarakopoulos", "P Georgios Tarakopoulos", 'S', "+romanisation"},
    {"P Γιώργος Ταρακόπουλος", "P Giorgos Tarakopoulos", 'S', "+romanisation"},
    /* Chinese, Korean, Hungarian */
    {"P Song Zemeng", "P Sung Tse-meng", 'S', "+romanisation"},
    {"P Qiu Xiaomeng", "P Xiaomeng Qiu", 'S', "+order"},
    {"P Qiu Xiao Meng", "P Qiu Xiaomeng", 'S', "+romanisation"},
    {"P Qiu Xiaomeng", "P Qiu Daming", 'D', "-given"},
    {"P 邱晓萌", "P 邱晓萌", 'S', "+name"},
    {"P 邱晓萌", "P 邱大明", 'U', NULL},
    {"P Paek Dok-jun", "P Baek Dok-jun", 'S', "+romanisation"},
    {"P Ryu Tae-bong", "P Tae-bong Ryu", 'S', "+order"},
    {"P Ryu Tae-bong", "P Yoo Tae-bong", 'S', "+romanisation"},
    {"P Lee Tae-bong", "P Rhee Tae-bong", 'S', "+romanisation"},
    {"P Lee Tae-bong", "P Kim Tae-bong", 'U', NULL},
    {"P Park Tae-bong", "P Pak Tae Bong", 'S', "+romanisation"},
    {"P Oh Tae-bong", "P Tae-bong Oh", 'S', "+order"},
    {"P Park; title=President", "P Park Tae-bong; title=President", 'F', "+title"},
    {"P Lee; title=Mayor", "P Lee Tae-bong; title=Mayor", 'F', "+title"},
    {"P Tarvási László", "P László Tarvási", 'S', "+order"},
    {"P Orlec Tavin", "P Tavin Orlec", 'P', "+order"},
    /* original scripts as a further fact */
    {"P Pavel Tarkhanov; script=Павел Тарханов", "P Pavel Tarkhanov; script=Павел Тарханов", 'S', "+script"},
    {"P Pavel Tarkhanov; script=Павел Тарханов", "P Pavel Tarhanov; script=Павел Тарганов", 'P', "-script"},
    {"P Qiu Min; script=邱敏", "P Qiu Min; script=邱敏", 'S', "+script"},
    {"P Qiu Min; script=邱敏", "P Qiu Min; script=秋民", 'P', "-script"},
    /* common names */
    {"P John Smith", "P John Smith", 'P', "-common"},
    {"P John Smith; role=harbour board director", "P John Smith; role=director of the harbour board", 'S', "+role"},
    {"P John Smith; age=44; date=2024-03-22", "P John Smith; age=44; date=2024-03-29", 'S', "+age"},
    {"P John Smith; title=Senator", "P John Smith; title=Sen.", 'S', "+title"},
    {"P John Edgar Smith", "P John Edgar Smith", 'S', "+middle"},
    {"P John E. Smith", "P John E. Smith", 'P', "-common"},
    {"P John Smith; context=Orlec / Lisgard / Tavin Bay", "P John Smith; context=Lisgard / Orlec / Tavin Bay", 'S',
     "+context"},
    {"P John Smith; context=Orlec / Lisgard", "P John Smith; context=Lisgard / Orlec", 'P', "-common"},
    {"P Ivan Petrov", "P Ivan Petrov", 'P', "-common"},
    {"P Muhammad Ali", "P Mohammed Ali", 'P', "-common"},
    {"P Mehmet Yılmaz", "P Mehmet Yilmaz", 'P', "-common"},
    {"P Wang Wei", "P Wang Wei", 'P', "-common"},
    {"P Kim Min-ho", "P Kim Min Ho", 'P', "-common"},
    {"P John Tarrowby", "P John Tarrowby", 'S', "+name"},
    /* criminal status */
    {"P Anna Orlec; status", "P Anna Orlec", 'P', "-status"},
    {"P Anna Orlec; status", "P Anna Orlec; status", 'P', "-status"},
    {"P Anna Orlec; status; age=32; date=2024-03-22", "P Anna Orlec; age=32; date=2024-03-23", 'S', "+age"},
    {"P Anna Orlec; status; role=harbour board clerk", "P Anna Orlec; role=clerk of the harbour board", 'S', "+role"},
    {"P Anna Orlec; status; title=Captain", "P Anna Orlec; title=Captain", 'P', "-status"},
    {"P Anna Orlec; status; script=Анна Орлец", "P Anna Orlec; script=Анна Орлец", 'S', "+script"},
    {"P Anna Orlec; status; age=32; date=2024-03-22; role=welder",
     "P Anna Orlec; age=32; date=2024-03-23; role=teacher", 'P', "-role"},
    {"P Orlec; status; age=32; date=2024-03-22", "P Anna Orlec; age=32; date=2024-03-23", 'P', "-status"},
    {"P Bill Tarrowby; status; age=32; date=2024-03-22", "P William Tarrowby; age=32; date=2024-03-23", 'P', "-status"},
    {"P Anna Orlec; status; context=Orlec / Lisgard / Tavin Bay", "P Anna Orlec; context=Lisgard / Orlec / Tavin Bay",
     'P', "-status"},
    {"P Anna Orlec; status; age=32; date=2024-03-22", "P Anna Orlec; age=57; date=2024-03-23", 'D', "-age"},
    /* one document, the nameless, other types */
    {"P Anna Orlec; doc=1", "P Anna Orlec; doc=1", 'P', "-document"},
    {"P Orlec; title=President; doc=1", "P Anna Orlec; title=President; doc=1", 'P', "-document"},
    {"P a senior official; anonymous", "P a senior official; anonymous", 'U', "-anonymous"},
    {"P a senior official; anonymous", "P Anna Orlec", 'U', "-anonymous"},
    {"P Orlec", "O Orlec", 'D', "-type"},
    {"P Lisgard", "L Lisgard", 'D', "-type"},
};

static const row bodies[] = {
    {"O Lisgard Shipping", "O Lisgard Shipping", 'S', "+name"},
    {"O the Lisgard Shipping", "O Lisgard Shipping Ltd.", 'S', "+wording"},
    {"O Lisgard Shipping Inc", "O Lisgard Shipping, Inc.", 'S', "+name"},
    {"O Lisgard Shipping Company", "O Lisgard Shipping", 'S', "+wording"},
    {"O Lisgard Shipping GmbH", "O Lisgard Shipping AG", 'S', "+wording"},
    {"O Lisgard Shipping", "O Lisgard Rail", 'U', NULL},
    {"O Lisgard Shipping", "O Tavin Shipping", 'U', NULL},
    {"O Orlec", "O Orlec Group", 'P', "+part"},
    {"O Tavin Kestrel", "O Tavin Kestrel Security Service", 'P', "+part"},
    {"O Tavin Kestrel", "O Tavin Kestrel National Security Service", 'U', NULL},
    {"O Lisgard Harbour Board", "O Lisgard Harbor Board", 'S', "+wording"},
    {"O Lisgard Labour Centre", "O Lisgard Labor Center", 'S', "+wording"},
    {"O Lisgard & Tavin", "O Lisgard and Tavin", 'S', NULL},
    {"O Ministry of Defence of Lisgard", "O Lisgard Defence Ministry", 'S', "+wording"},
    {"O Lisgard's Ministry of Defense", "O Lisgard Defence Ministry", 'S', "+wording"},
    {"O Norwegian Fisheries Ministry", "O Ministry of Fisheries of Norway", 'S', "+wording"},
    {"O Norway's Fisheries Ministry", "O Swedish Fisheries Ministry", 'U', NULL},
    {"O Dutch Fisheries Ministry", "O Ministry of Fisheries of the Netherlands", 'S', "+wording"},
    {"O Dominican Fisheries Ministry", "O Ministry of Fisheries of Dominica", 'U', NULL}, /* or of the Republic */
    {"O University of Lisgard", "O Lisgard University", 'U', NULL},
    {"O Bank of Orlec", "O Orlec Bank", 'U', NULL},
    {"O Defence Ministry", "O Ministry of Defence", 'P', "-generic"},
    {"O Defence Ministry; context=Orlec / Lisgard / Tavin Bay",
     "O Ministry of Defence; context=Orlec / Lisgard / Tavin Bay", 'S', "+context"},
    {"O Defence Ministry", "O Norwegian Defence Ministry", 'U', "+part"},
    {"O Defence Ministry; context=Norway / Orlec / Tavin",
     "O Norwegian Defence Ministry; context=Norway / Orlec / Tavin", 'P', "+part"},
    {"O Supreme Court", "O the Supreme Court", 'P', "-generic"},
    {"O police", "O Police", 'P', "-generic"},
    {"O LHB", "O Lisgard Harbour Board", 'F', "+acronym"},
    {"O L.H.B.", "O Lisgard Harbour Board", 'F', "+acronym"},
    {"O LHB", "O L.H.B.", 'S', NULL},
    {"O LHB", "O LHB", 'S', "+name"},
    {"O Who", "O World Health Organization", 'U', NULL},
    {"O WHO", "O World Health Organization", 'S', "+alias"},
    {"E LHB", "O Lisgard Harbour Board", 'P', "+acronym"},
    {"O LH", "O LH", 'P', "-generic"},
    {"O LH", "O Lisgard Harbour", 'P', "+acronym"},
    {"O LHB / Lisgard Harbour Board", "O LHB / Lisgard Hockey Band", 'D', "-acronym"},
    {"O LHB / Lisgard Harbour Board", "O LHB", 'F', "+name"},
    {"O LHB", "O Lisgard Rail Board", 'U', NULL},
    {"O AP", "O Associated Press", 'S', "+alias"},
    {"O EU", "O European Union", 'S', NULL},
    {"O F.B.I.", "O FBI", 'S', "+wording"},
    {"X F.B.I.", "O FBI", 'S', "+wording"},
    {"X Lisgard", "O Lisgard", 'P', "-type"},
    {"O Lisgard Shipping Co Ltd", "O Lisgard Shipping", 'S', "+wording"},
    {"O Kestrels; context=Orlec / Lisgard / Tavin Bay", "O Lisgard Kestrels; context=Orlec / Lisgard / Tavin Bay", 'F',
     "+part"},
    {"O Kestrels", "O Lisgard Kestrels", 'U', "+part"},
    {"O Kestrels; context=Orlec / Lisgard / Tavin Bay", "G Lisgard Kestrels; context=Orlec / Lisgard / Tavin Bay", 'P',
     "+part"},
    {"O Tavin Kestrels; context=Orlec / Lisgard / Tavin Bay", "O Lisgard Kestrels; context=Orlec / Lisgard / Tavin Bay",
     'U', NULL},
    {"O Democrats; context=Orlec / Lisgard / Tavin Bay", "O Lisgard Democrats; context=Orlec / Lisgard / Tavin Bay",
     'U', NULL},
    {"O Lisgard Hospital", "L Lisgard Hospital", 'S', "-type"},
    {"O Lisgard Zoo", "L Lisgard Zoo", 'S', "-type"},
    {"O General Hospital", "L General Hospital", 'D', "-type"},
    {"O Lisgard Hospital", "L Lisgard Bay", 'D', "-type"},
    {"O Ketter Bay", "L Ketter Bay", 'D', "-type"},
    {"O Lisgard Hospital", "L Lisgard Hospital; government", 'D', "-type"},
    {"O AFB", "O American Ferry Board", 'F', "+acronym"},
    {"O NFB", "O Norwegian Ferry Board", 'F', "+acronym"},
    {"O MoF", "O Ministry of Fisheries", 'P', "+acronym"},
    {"O RD-TP", "O Red Dawn Tavin Province", 'F', "+acronym"},
    {"O RD–TP", "O Red Dawn Tavin Province", 'F', "+acronym"},
    {"O RD-T", "O Red Dawn Tavin", 'F', "+acronym"},
    {"O RD-T", "O Red Dawn Tavin Province", 'F', "+acronym"},
    {"O RD-TP", "O Red Dawn Tavin", 'F', "+acronym"},
    {"O RD Tavin", "O Red Dawn Tavin", 'S', "+acronym"},
    {"O Red Dawn Tavin", "O Red Dawn Tavin Province", 'S', "+wording"},
    {"O ISIS-T", "O Islamic State Tavin", 'S', "+acronym"},
    {"O IS-TP", "O Islamic State Tavin Province", 'F', "+acronym"},
    {"G Red Dawn", "O Red Dawn", 'S', "+name"},
    {"E Lisgard Cup", "E Lisgard Cup", 'S', "+name"},
    {"E Lisgard Cup", "O Lisgard Cup", 'P', "-type"},
    {"O 14th Lisgard Brigade", "O 15th Lisgard Brigade", 'U', NULL},
    {"O Lisgard Northern Command", "O Lisgard Southern Command", 'U', NULL},
    {"O ЛИСГАРД", "O Lisgard", 'S', NULL},
};

static const row places[] = {
    {"L Lisgard", "L Lisgard", 'S', "+name"},
    {"L the City of Lisgard", "L Lisgard City", 'U', NULL},
    {"L Lisgard City", "L Lisgard", 'S', "+wording"},
    {"L Kiev", "L Kyiv", 'S', "+exonym"},
    {"L Peking", "L Beijing", 'S', "+exonym"},
    {"L Burma", "L Myanmar", 'S', "+exonym"},
    {"L Saint Petersburg", "L St. Petersburg", 'S', "+exonym"},
    {"L U.S.", "L United States", 'S', "+exonym"},
    {"L US", "L USA", 'S', NULL},
    {"L Zaporozhye", "L Zaporizhia", 'S', "+exonym"},
    {"L München", "L Munich", 'S', "+exonym"},
    {"L Киев", "L Kyiv", 'S', "+exonym"},
    {"L Tarkhansk", "L Tarhansk", 'S', "+romanisation"},
    {"L Тарханск", "L Tarkhansk", 'S', NULL},
    {"L Mt. Orlec", "L Mount Orlec", 'S', "+wording"},
    {"L Ft Orlec", "L Mount Orlec", 'U', NULL},
    {"L Kyiv", "L Kharkiv", 'U', NULL},
    {"L Kyiv Region", "L Kyiv", 'U', NULL},
    {"L Kyiv Oblast", "L Kiev Region", 'S', NULL},
    {"L North Lisgard", "L South Lisgard", 'U', NULL},
    {"L Lisgard, Tavinia", "L Lisgard, Orlecia", 'D', "-within"},
    {"L Lisgard, Tavinia", "L Lisgard, Tavinia", 'S', "+within"},
    {"L Lisgard", "L Lisgard, Tavinia", 'F', "+name"},
    {"L Lisgard; government", "L Lisgard", 'P', "-government"},
    {"L Lisgard; government", "L Lisgard; government", 'S', "+name"},
    {"L Norway; government", "O Norwegian government", 'P', "-government"},
    {"L Norway", "O Norwegian government", 'D', "-type"},
    {"L Lisgard", "O Lisgard", 'D', "-type"},
};

static bool has_evidence(const qt_comparison *c, const char *wanted)
{
    for (size_t i = 0; i < c->count; i++)
        if (qt_str_equal(qt_evidence_name(c->evidence[i].kind), qt_str_of(wanted + 1)) &&
            c->evidence[i].against == (wanted[0] == '-'))
            return true;
    return false;
}

static bool verdict_is(const qt_comparison *c, char wanted)
{
    switch (wanted) {
    case 'S': return c->verdict == QT_VERDICT_SAME;
    case 'P': return c->verdict == QT_VERDICT_PROPOSED && !c->if_sole;
    case 'F': return c->verdict == QT_VERDICT_PROPOSED && c->if_sole;
    case 'U': return c->verdict == QT_VERDICT_UNKNOWN;
    default: return c->verdict == QT_VERDICT_DIFFERENT;
    }
}

static void assert_swapped(const qt_comparison *a, const qt_comparison *b)
{
    assert_int_equal(a->verdict, b->verdict);
    assert_int_equal(a->score, b->score);
    assert_int_equal(a->apart, b->apart);
    assert_int_equal(a->if_sole, b->if_sole);
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        assert_int_equal(a->evidence[i].kind, b->evidence[i].kind);
        assert_true(qt_str_equal(a->evidence[i].a, b->evidence[i].b));
        assert_true(qt_str_equal(a->evidence[i].b, b->evidence[i].a));
    }
}

static int check_row(const row *r, qt_arena *arena)
{
    quoth_error error = {0};
    qt_comparison c, swapped;
    qt_entity_keys x, y;
    qt_profile a = make_profile(r->a, "1", arena), b = make_profile(r->b, "2", arena);
    assert_int_equal(qt_entity_compare(&a, &b, arena, &c, &error), 0);
    assert_int_equal(qt_entity_compare(&b, &a, arena, &swapped, &error), 0);
    assert_swapped(&c, &swapped);
    assert_int_equal(qt_entity_keys_of(&a, arena, &x, &error), 0);
    assert_int_equal(qt_entity_keys_of(&b, arena, &y, &error), 0);
    bool found = verdict_is(&c, r->verdict) && (!r->evidence || has_evidence(&c, r->evidence));
    bool keyed = c.verdict < QT_VERDICT_PROPOSED || share_key(&x, &y);
    if (found && keyed) return 0;
    print_message("%s | %s: wanted %c %s%s\n", r->a, r->b, r->verdict, r->evidence ? r->evidence : "",
                  keyed ? "" : "; no key shared");
    print_comparison(&c);
    return 1;
}

static void check_table(const row *rows, size_t count, qt_arena *arena)
{
    int failed = 0;
    for (size_t i = 0; i < count; i++) failed += check_row(&rows[i], arena);
    assert_int_equal(failed, 0);
}

#define CHECK_TABLE(name) \
    static void test_##name(void **state) { check_table(name, sizeof name / sizeof *name, *(qt_arena **)state); }
CHECK_TABLE(people)
CHECK_TABLE(bodies)
CHECK_TABLE(places)

/* Whatever any two rows hold: symmetric, and a key wherever a machine would merge or propose. */
static void test_every_pair(void **state)
{
    qt_arena *arena = *state;
    const struct {
        const row *rows;
        size_t count;
    } tables[] = {{people, sizeof people / sizeof *people},
                  {bodies, sizeof bodies / sizeof *bodies},
                  {places, sizeof places / sizeof *places}};
    for (size_t t = 0; t < 3; t++)
        for (size_t i = 0; i < tables[t].count; i++)
            for (size_t k = 0; k < i; k++) {
                qt_arena_reset(arena);
                quoth_error error = {0};
                qt_comparison c, swapped;
                qt_entity_keys x, y;
                qt_profile a = make_profile(tables[t].rows[i].a, "1", arena),
                           b = make_profile(tables[t].rows[k].b, "2", arena);
                assert_int_equal(qt_entity_compare(&a, &b, arena, &c, &error), 0);
                assert_int_equal(qt_entity_compare(&b, &a, arena, &swapped, &error), 0);
                assert_swapped(&c, &swapped);
                if (c.verdict < QT_VERDICT_PROPOSED) continue;
                assert_int_equal(qt_entity_keys_of(&a, arena, &x, &error), 0);
                assert_int_equal(qt_entity_keys_of(&b, arena, &y, &error), 0);
                if (!share_key(&x, &y)) fail_msg("no key shared: %s | %s", tables[t].rows[i].a, tables[t].rows[k].b);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_people, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(test_bodies, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(test_places, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(test_every_pair, arena_setup, arena_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
