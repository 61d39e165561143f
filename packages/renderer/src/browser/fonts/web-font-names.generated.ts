// Written by `node packages/renderer/tools/generate-web-font-names.ts`.

/** The families that Fontsource has as variable fonts, and with a file for each weight. */
export const variableNames = `
advent-pro afacad afacad-flux agu-display akshar alan-sans albert-sans alegreya aleo alexandria alkatra alumni-sans
alumni-sans-sc anaheim ancizar-sans ancizar-serif andada-pro anek-bangla anek-devanagari anek-gujarati anek-gurmukhi
anek-kannada anek-latin anek-malayalam anek-odia anek-tamil anek-telugu antonio anuphan anybody ar-one-sans archivo
archivo-narrow arima arimo asap assistant asta-sans atkinson-hyperlegible-mono atkinson-hyperlegible-next azeret-mono
ballet baloo-2 baloo-bhai-2 baloo-bhaijaan-2 baloo-bhaina-2 baloo-chettan-2 baloo-da-2 baloo-paaji-2 baloo-tamma-2
baloo-tammudu-2 baloo-thambi-2 baskervville baskervville-sc beiruti besley big-shoulders big-shoulders-inline
big-shoulders-stencil biorhyme bitcount bitcount-grid-double bitcount-grid-double-ink bitcount-grid-single
bitcount-grid-single-ink bitcount-ink bitcount-prop-double bitcount-prop-double-ink bitcount-prop-single
bitcount-prop-single-ink bitcount-single bitcount-single-ink bitter bodoni-moda bodoni-moda-sc bricolage-grotesque
brygada-1918 buenard cabin cairo cairo-play cascadia-code cascadia-mono catamaran caveat changa chiron-goround-tc
chiron-hei-hk chiron-sung-hk chivo chivo-mono cinzel climate-crisis comfortaa comme commissioner cormorant
cormorant-garamond cormorant-infant crimson-pro cuprum dancing-script danfo darker-grotesque dm-sans domine dosis doto
dynapuff eb-garamond eczar edu-au-vic-wa-nt-arrows edu-au-vic-wa-nt-dots edu-au-vic-wa-nt-guides edu-au-vic-wa-nt-hand
edu-au-vic-wa-nt-pre edu-nsw-act-cursive edu-nsw-act-foundation edu-nsw-act-hand-pre edu-qld-beginner edu-qld-hand
edu-sa-beginner edu-sa-hand edu-tas-beginner edu-vic-wa-nt-beginner edu-vic-wa-nt-hand edu-vic-wa-nt-hand-pre el-messiri
encode-sans encode-sans-sc epilogue epunda-sans epunda-slab exo exo-2 expletus-sans familjen-grotesk faustina figtree
finlandica fira-code foldit frank-ruhl-libre fraunces fredoka funnel-display funnel-sans fustat gabarito gantari geist
geist-mono gelasio gemunu-libre genos geologica georama glory gluten golos-text google-sans-code grandstander
grenze-gotisch hahmlet handjet hanken-grotesk hanuman hedvig-letters-serif heebo hepta-slab honk host-grotesk hubot-sans
ibarra-real-nova ibm-plex-sans imbue inclusive-sans inconsolata instrument-sans intel-one-mono inter inter-tight jaro
jetbrains-mono josefin-sans josefin-slab jost jura kablammo kalnia kalnia-glaze kameron kantumruy-pro kapakana karla
kode-mono kreon kufam kumbh-sans labrada league-gothic league-spartan lemonada lexend lexend-deca lexend-exa lexend-giga
lexend-mega lexend-peta lexend-tera lexend-zetta libre-bodoni libre-franklin linefont literata lora m-plus-1
m-plus-1-code m-plus-2 m-plus-code-latin mada manrope manuale marhey markazi-text martian-mono matangi maven-pro menbere
merienda merriweather merriweather-sans miriam-libre moderustic mohave mona-sans monda montagu-slab montserrat
montserrat-underline mozilla-headline mozilla-text mulish murecho museomoderno nabla nata-sans national-park newsreader
nokora noto-emoji noto-kufi-arabic noto-naskh-arabic noto-nastaliq-urdu noto-rashi-hebrew noto-sans noto-sans-adlam
noto-sans-adlam-unjoined noto-sans-arabic noto-sans-armenian noto-sans-balinese noto-sans-bamum noto-sans-bassa-vah
noto-sans-bengali noto-sans-canadian-aboriginal noto-sans-cham noto-sans-cherokee noto-sans-devanagari noto-sans-display
noto-sans-ethiopic noto-sans-georgian noto-sans-gujarati noto-sans-gunjala-gondi noto-sans-gurmukhi
noto-sans-hanifi-rohingya noto-sans-hebrew noto-sans-hk noto-sans-javanese noto-sans-jp noto-sans-kannada noto-sans-kawi
noto-sans-kayah-li noto-sans-khmer noto-sans-kr noto-sans-lao noto-sans-lao-looped noto-sans-lisu noto-sans-malayalam
noto-sans-medefaidrin noto-sans-meetei-mayek noto-sans-mono noto-sans-nag-mundari noto-sans-new-tai-lue
noto-sans-nko-unjoined noto-sans-ol-chiki noto-sans-oriya noto-sans-sc noto-sans-sinhala noto-sans-sora-sompeng
noto-sans-sundanese noto-sans-symbols noto-sans-syriac noto-sans-syriac-eastern noto-sans-tai-tham noto-sans-tamil
noto-sans-tangsa noto-sans-tc noto-sans-telugu noto-sans-thaana noto-sans-thai noto-sans-thai-looped noto-sans-vithkuqi
noto-serif noto-serif-armenian noto-serif-bengali noto-serif-devanagari noto-serif-display noto-serif-ethiopic
noto-serif-georgian noto-serif-gujarati noto-serif-gurmukhi noto-serif-hebrew noto-serif-hentaigana noto-serif-hk
noto-serif-jp noto-serif-kannada noto-serif-khmer noto-serif-khojki noto-serif-kr noto-serif-lao noto-serif-malayalam
noto-serif-np-hmong noto-serif-oriya noto-serif-sc noto-serif-sinhala noto-serif-tamil noto-serif-tc noto-serif-telugu
noto-serif-thai noto-serif-tibetan noto-serif-toto noto-serif-vithkuqi noto-serif-yezidi noto-traditional-nushu nunito
nunito-sans ojuju onest open-sans orbitron oswald outfit overpass overpass-mono oxanium parastoo parkinsans
pathway-extreme petrona phudu piazzolla pixelify-sans platypi playfair playfair-display playpen-sans playpen-sans-arabic
playpen-sans-deva playpen-sans-hebrew playpen-sans-thai playwrite-ar playwrite-at playwrite-au-nsw playwrite-au-qld
playwrite-au-sa playwrite-au-tas playwrite-au-vic playwrite-be-vlg playwrite-be-wal playwrite-br playwrite-ca
playwrite-cl playwrite-co playwrite-cu playwrite-cz playwrite-de-grund playwrite-de-la playwrite-de-sas playwrite-de-va
playwrite-dk-loopet playwrite-dk-uloopet playwrite-es playwrite-es-deco playwrite-fr-moderne playwrite-fr-trad
playwrite-gb-j playwrite-gb-s playwrite-hr playwrite-hr-lijeva playwrite-hu playwrite-id playwrite-ie playwrite-in
playwrite-is playwrite-it-moderna playwrite-it-trad playwrite-mx playwrite-ng-modern playwrite-nl playwrite-no
playwrite-nz playwrite-pe playwrite-pl playwrite-pt playwrite-ro playwrite-sk playwrite-tz playwrite-us-modern
playwrite-us-trad playwrite-vn playwrite-za plus-jakarta-sans podkova poltawski-nowy pontano-sans public-sans quicksand
radio-canada radio-canada-big raleway rasa readex-pro recursive red-hat-display red-hat-mono red-hat-text red-rose
reddit-mono reddit-sans reddit-sans-condensed reem-kufi reem-kufi-fun rem rethink-sans roboto roboto-condensed
roboto-flex roboto-mono roboto-serif roboto-slab rokkitt rosario rubik ruda saira sansita-swashed savate
schibsted-grotesk sen shantell-sans signika signika-negative sixtyfour sixtyfour-convergence smooch-sans sofia-sans
sofia-sans-condensed sofia-sans-extra-condensed sofia-sans-semi-condensed sometype-mono sono sora sour-gummy
source-code-pro source-sans-3 source-serif-4 space-grotesk special-gothic spline-sans spline-sans-mono stick-no-bills
stix-two-text suse suse-mono syne tasa-explorer tasa-orbiter teachers teko tektur texturina tiktok-sans tilt-neon
tilt-prism tilt-warp tourney trispace truculenta ubuntu-sans ubuntu-sans-mono unbounded urbanist varta vazirmatn
vend-sans victor-mono vollkorn wavefont winky-rough winky-sans wittgenstein wix-madefor-display wix-madefor-text
work-sans workbench yaldevi yanone-kaffeesatz yrsa ysabeau ysabeau-infant ysabeau-office ysabeau-sc zalando-sans
zalando-sans-expanded zalando-sans-semiexpanded`;

/** Those that it has with a file for each weight only. */
export const fixedNames = `
abeezee abel abhaya-libre aboreto abril-fatface abyssinica-sil aclonica acme actor adamina adlam-display agbalumo
agdasima aguafina-script akatab akaya-kanadaka akaya-telivigala akronim aladin alata alatsi aldrich alef alegreya-sans
alegreya-sans-sc alegreya-sc alex-brush alfa-slab-one alice alike alike-angular alkalami allan allerta allerta-stencil
allison allura almarai almendra almendra-display almendra-sc alumni-sans-collegiate-one alumni-sans-inline-one
alumni-sans-pinstripe amarante amaranth amarna amatic-sc amethysta amiko amiri amiri-quran amita andika angkor
annapurna-sil annie-use-your-telescope anonymous-pro anta antic antic-didone antic-slab anton anton-sc aoboshi-one
arapey arbutus arbutus-slab architects-daughter archivo-black are-you-serious aref-ruqaa aref-ruqaa-ink arizonia armata
arsenal arsenal-sc artifika arvo arya asap-condensed asar asimovian asset astloch asul athiti atkinson-hyperlegible atma
atomic-age aubrey audiowide autour-one average average-sans averia-gruesa-libre averia-libre averia-sans-libre
averia-serif-libre b612 b612-mono babylonica bacasime-antique bad-script badeen-display bagel-fat-one bahiana bahianita
bai-jamjuree bakbak-one balsamiq-sans balthazar bangers barlow barlow-condensed barlow-semi-condensed barriecito barrio
basic battambang baumans bayon bbh-bartle bbh-bogle bbh-hegarty be-vietnam be-vietnam-pro beau-rivage bebas-neue
belanosima belgrano bellefair belleza bellota bellota-text benchnine benne bentham berkshire-swash beth-ellen bevan
bhutuka-expanded-one big-shoulders-display big-shoulders-text bigelow-rules bigshot-one bilbo bilbo-swash-caps
biorhyme-expanded birthstone birthstone-bounce biryani biz-udgothic biz-udmincho biz-udpgothic biz-udpmincho
black-and-white-picture black-han-sans black-ops-one blaka blaka-hollow blaka-ink blinker bokor boldonse bona-nova
bona-nova-sc bonbon bonheur-royale boogaloo borel bowlby-one bowlby-one-sc braah-one brawler bree-serif bruno-ace
bruno-ace-sc bubblegum-sans bubbler-one buda bungee bungee-hairline bungee-inline bungee-outline bungee-shade
bungee-spice bungee-tint butcherman butterfly-kids bytesized cabin-condensed cabin-sketch cactus-classical-serif
caesar-dressing cagliostro cal-sans caladea calistoga calligraffitti cambay cambo candal cantarell cantata-one
cantora-one caprasimo capriola caramel carattere cardo carlito carme carrois-gothic carrois-gothic-sc carter-one castoro
castoro-titling caudex cause caveat-brush cedarville-cursive ceviche-one chakra-petch changa-one chango charis-sil charm
charmonman chathura chau-philomene-one chela-one chelsea-market chenla cherish cherry-bomb-one cherry-cream-soda
cherry-swash chewy chicle chilanka chocolate-classical-sans chokokutai chonburi cinzel-decorative clear-sans
clicker-script coda codystar coiny combo comforter comforter-brush comic-mono comic-neue comic-relief coming-soon
commit-mono concert-one condiment content contrail-one convergence cookie cooper-hewitt copse coral-pixels corben
corinthia cormorant-sc cormorant-unicase cormorant-upright cossette-texte cossette-titre courgette courier-prime cousine
coustard covered-by-your-grace crafty-girls creepster crete-round crimson-text croissant-one crushed cute-font cutive
cutive-mono dai-banna-sil damion dangrek darumadrop-one david-libre dawning-of-a-new-day days-one dejavu-mono
dejavu-sans dekko dela-gothic-one delicious-handrawn delius delius-swash-caps delius-unicase della-respira denk-one
devonshire dhurjati didact-gothic diphylleia diplomata diplomata-sc dm-mono dm-serif-display dm-serif-text do-hyeon
dokdo donegal-one dongle doppio-one dorsa dotgothic16 dr-sugiyama dseg7 duru-sans dynalight eagle-lake east-sea-dokdo
eater economica electrolize elms-sans elsie elsie-swash-caps emblema-one emilys-candy encode-sans-condensed
encode-sans-expanded encode-sans-semi-condensed encode-sans-semi-expanded engagement englebert enriqueta ephesis
erica-one esteban estonia euphoria-script ewert exile explora faculty-glyphic fahkwang fanwood-text farro farsan
fascinate fascinate-inline faster-one fasthand fauna-one federant federo felipa fenix festive finger-paint fira-mono
fira-sans fira-sans-condensed fira-sans-extra-condensed firago fjalla-one fjord-one flamenco flavors fleur-de-leah
flow-block flow-circular flow-rounded fondamento fontdiner-swanky forum fragment-mono francois-one freckle-face
fredericka-the-great fredoka-one freehand freeman fresca frijole fruktur fugaz-one fuggles fuzzy-bubbles ga-maamli
gabriela gaegu gafata gajraj-one galada galdeano galindo gamja-flower gasoek-one gayathri geist-sans gentium-book-basic
gentium-book-plus gentium-plus geo geom geostar geostar-fill germania-one gfs-didot gfs-neohellenic gideon-roman gidole
gidugu gilda-display girassol give-you-glory glass-antiqua glegoo gloock gloria-hallelujah goblin-one gochi-hand goldman
golos-ui google-sans google-sans-flex gorditas gothic-a1 gotu goudy-bookletter-1911 gowun-batang gowun-dodum graduate
grand-hotel grandiflora-one grape-nuts gravitas-one great-vibes grechen-fuemen grenze grey-qo griffy gruppo gudea gugi
gulzar gupter gurajada gwendolyn habibi hachi-maru-pop halant hammersmith-one hanalei hanalei-fill handlee happy-monkey
harmattan headland-one hedvig-letters-sans henny-penny herr-von-muellerhoff hi-melody hina-mincho hind hind-guntur
hind-madurai hind-mysuru hind-siliguri hind-vadodara holtwood-one-sc homemade-apple homenaje hubballi huninn hurricane
ia-writer-mono ia-writer-quattro iansui ibm-plex-mono ibm-plex-sans-arabic ibm-plex-sans-condensed
ibm-plex-sans-devanagari ibm-plex-sans-hebrew ibm-plex-sans-jp ibm-plex-sans-kr ibm-plex-sans-thai
ibm-plex-sans-thai-looped ibm-plex-serif iceberg iceland im-fell-double-pica im-fell-double-pica-sc im-fell-dw-pica
im-fell-dw-pica-sc im-fell-english im-fell-english-sc im-fell-french-canon im-fell-french-canon-sc im-fell-great-primer
im-fell-great-primer-sc imperial-script imprima inder indie-flower ingrid-darling inika inknut-antiqua inria-sans
inria-serif inspiration instrument-serif iosevka iosevka-aile irish-grover island-moments istok-web italiana italianno
itim jacquard-12 jacquard-12-charted jacquard-24 jacquard-24-charted jacquarda-bastarda-9 jacquarda-bastarda-9-charted
jacques-francois jacques-francois-shadow jaini jaini-purva jaldi jersey-10 jersey-10-charted jersey-15 jersey-15-charted
jersey-20 jersey-20-charted jersey-25 jersey-25-charted jim-nightshade joan jockey-one jolly-lodger jomhuria jomolhari
joti-one jua judson julee julius-sans-one junge just-another-hand just-me-again-down-here k2d kadwa kaisei-decol
kaisei-harunoumi kaisei-opti kaisei-tokumin kalam kanchenjunga kanit karantina karla-tamil-inclined karla-tamil-upright
karma katibeh kaushan-script kavivanar kavoon kay-pho-du kdam-thmor-pro keania-one kedebideri kelly-slab kenia khand
khmer khula kings kirang-haerang kite-one kiwi-maru klee-one knewave kodchasan koh-santepheap koho kolker-brush
konkhmer-sleokchher kosugi kosugi-maru kotta-one koulen kranky kristi krona-one krub kulim-park kumar-one
kumar-one-outline kurale la-belle-aurore lacquer laila lakki-reddy lalezar lancelot langar lateef lato lavishly-yours
league-script leckerli-one ledger lekton lemon libertinus-keyboard libertinus-math libertinus-mono libertinus-sans
libertinus-serif libertinus-serif-display libre-barcode-128 libre-barcode-128-text libre-barcode-39
libre-barcode-39-extended libre-barcode-39-extended-text libre-barcode-39-text libre-barcode-ean13-text
libre-baskerville libre-caslon-condensed libre-caslon-display libre-caslon-text licorice life-savers lilex lilita-one
lily-script-one limelight linden-hill line-seed-jp lisu-bosa liter liu-jian-mao-cao livvic lobster lobster-two
londrina-outline londrina-shadow londrina-sketch londrina-solid long-cang love-light love-ya-like-a-sister
loved-by-the-king lovers-quarrel luckiest-guy lugrasimo lumanosimo lunasima lusitana lustria luxurious-roman
luxurious-script lxgw-marker-gothic lxgw-wenkai lxgw-wenkai-mono-tc lxgw-wenkai-tc m-plus-1p m-plus-rounded-1c
ma-shan-zheng macondo macondo-swash-caps madimi-one magra maiden-orange maitree major-mono-display mako mali mallanna
maname mandali manjari mansalva manufacturing-consent maple-mono marcellus marcellus-sc marck-script margarine marko-one
marmelad martel martel-sans marvel mate mate-sc matemasie material-icons material-icons-outlined material-icons-round
material-icons-rounded material-icons-sharp material-icons-two-tone material-symbols material-symbols-outlined
material-symbols-rounded material-symbols-sharp mclaren mea-culpa meddon medievalsharp medula-one meera-inimai megrim
meie-script meow-script metal metal-mania metamorphous metrophobic metropolis michroma micro-5 micro-5-charted milonga
miltonian miltonian-tattoo mina mingzat miniver mirza miss-fajardose mitr mochiy-pop-one mochiy-pop-p-one modak
modern-antiqua mogra moirai-one molengo molle momo-signature momo-trust-display momo-trust-sans monaspace-krypton
monaspace-neon monofett monomakh monomaniac-one monoton monsieur-la-doulaise montaga montecarlo montez
montserrat-alternates moo-lah-lah mooli moon-dance moul moulpali mountains-of-christmas mouse-memoirs mr-bedfort
mr-dafoe mr-de-haviland mrs-saint-delafield mrs-sheppards ms-madi mukta mukta-mahee mukta-malar mukta-vaani muli my-soul
mynerve mystery-quest namdhinggo nanum-brush-script nanum-gothic nanum-gothic-coding nanum-myeongjo nanum-pen-script
narnoor neonderthaw nerko-one neucha neuton new-amsterdam new-rocker new-tegomin news-cycle niconne niramit nixie-one
nobile norican norwester nosifer notable nothing-you-could-do noticia-text noto-color-emoji noto-mono noto-music
noto-sans-anatolian-hieroglyphs noto-sans-avestan noto-sans-batak noto-sans-bhaiksuki noto-sans-brahmi
noto-sans-buginese noto-sans-buhid noto-sans-carian noto-sans-caucasian-albanian noto-sans-chakma noto-sans-chorasmian
noto-sans-coptic noto-sans-cuneiform noto-sans-cypriot noto-sans-cypro-minoan noto-sans-deseret noto-sans-duployan
noto-sans-egyptian-hieroglyphs noto-sans-elbasan noto-sans-elymaic noto-sans-glagolitic noto-sans-gothic
noto-sans-grantha noto-sans-hanunoo noto-sans-hatran noto-sans-imperial-aramaic noto-sans-indic-siyaq-numbers
noto-sans-inscriptional-pahlavi noto-sans-inscriptional-parthian noto-sans-kaithi noto-sans-kharoshthi noto-sans-khojki
noto-sans-khudawadi noto-sans-lepcha noto-sans-limbu noto-sans-linear-a noto-sans-linear-b noto-sans-lycian
noto-sans-lydian noto-sans-mahajani noto-sans-mandaic noto-sans-manichaean noto-sans-marchen noto-sans-masaram-gondi
noto-sans-math noto-sans-mayan-numerals noto-sans-mende-kikakui noto-sans-meroitic noto-sans-miao noto-sans-modi
noto-sans-mongolian noto-sans-mro noto-sans-multani noto-sans-myanmar noto-sans-nabataean noto-sans-nandinagari
noto-sans-newa noto-sans-nko noto-sans-nushu noto-sans-ogham noto-sans-old-hungarian noto-sans-old-italic
noto-sans-old-north-arabian noto-sans-old-permic noto-sans-old-persian noto-sans-old-sogdian noto-sans-old-south-arabian
noto-sans-old-turkic noto-sans-osage noto-sans-osmanya noto-sans-pahawh-hmong noto-sans-palmyrene noto-sans-pau-cin-hau
noto-sans-phagspa noto-sans-phoenician noto-sans-psalter-pahlavi noto-sans-rejang noto-sans-runic noto-sans-samaritan
noto-sans-saurashtra noto-sans-sharada noto-sans-shavian noto-sans-siddham noto-sans-signwriting noto-sans-sogdian
noto-sans-soyombo noto-sans-sunuwar noto-sans-syloti-nagri noto-sans-symbols-2 noto-sans-syriac-western
noto-sans-tagalog noto-sans-tagbanwa noto-sans-tai-le noto-sans-tai-viet noto-sans-takri noto-sans-tamil-supplement
noto-sans-tifinagh noto-sans-tirhuta noto-sans-ugaritic noto-sans-vai noto-sans-wancho noto-sans-warang-citi
noto-sans-yi noto-sans-zanabazar-square noto-serif-ahom noto-serif-balinese noto-serif-dives-akuru noto-serif-dogra
noto-serif-grantha noto-serif-khitan-small-script noto-serif-makasar noto-serif-myanmar noto-serif-old-uyghur
noto-serif-ottoman-siyaq noto-serif-tangut noto-serif-todhri noto-znamenny-musical-notation nova-cut nova-flat nova-mono
nova-oval nova-round nova-script nova-slim nova-square ntr numans nuosu-sil odibee-sans odor-mean-chey offside oi
old-standard-tt oldenburg ole oleo-script oleo-script-swash-caps oooh-baby open-sans-condensed open-sauce-one
open-sauce-sans opendyslexic oranienbaum orbit oregano orelega-one orienta original-surfer over-the-rainbow overlock
overlock-sc ovo oxygen oxygen-mono pacifico padauk padyakke-expanded-one palanquin palanquin-dark palette-mosaic
pangolin paprika parisienne passero-one passion-one passions-conflict pathway-gothic-one patrick-hand patrick-hand-sc
pattaya patua-one pavanam paytone-one peddana peralta permanent-marker petemoss petit-formal-script phetsarath
philosopher piedra pinyon-script pirata-one plaster play playball playfair-display-sc playwrite-ar-guides
playwrite-at-guides playwrite-au-nsw-guides playwrite-au-qld-guides playwrite-au-sa-guides playwrite-au-tas-guides
playwrite-au-vic-guides playwrite-be-vlg-guides playwrite-be-wal-guides playwrite-br-guides playwrite-ca-guides
playwrite-cl-guides playwrite-co-guides playwrite-cu-guides playwrite-cz-guides playwrite-de-grund-guides
playwrite-de-la-guides playwrite-de-sas-guides playwrite-de-va-guides playwrite-dk-loopet-guides
playwrite-dk-uloopet-guides playwrite-es-deco-guides playwrite-es-guides playwrite-fr-moderne-guides
playwrite-fr-trad-guides playwrite-gb-j-guides playwrite-gb-s-guides playwrite-hr-guides playwrite-hr-lijeva-guides
playwrite-hu-guides playwrite-id-guides playwrite-ie-guides playwrite-in-guides playwrite-is-guides
playwrite-it-moderna-guides playwrite-it-trad-guides playwrite-mx-guides playwrite-ng-modern-guides playwrite-nl-guides
playwrite-no-guides playwrite-nz-guides playwrite-pe-guides playwrite-pl-guides playwrite-pt-guides playwrite-ro-guides
playwrite-sk-guides playwrite-tz-guides playwrite-us-modern-guides playwrite-us-trad-guides playwrite-vn-guides
playwrite-za-guides pochaevsk poetsen-one poiret-one poller-one poly pompiere ponnala ponomar poor-story poppins
port-lligat-sans port-lligat-slab potta-one pragati-narrow praise prata preahvihear press-start-2p pretendard pridi
princess-sofia prociono prompt prosto-one protest-guerrilla protest-revolution protest-riot protest-strike proza-libre
pt-mono pt-sans pt-sans-caption pt-sans-narrow pt-serif pt-serif-caption puppies-play puritan purple-purse qahiri quando
quantico quattrocento quattrocento-sans questrial quintessential qwigley qwitcher-grypen racing-sans-one radley rajdhani
rakkas raleway-dots ramabhadra ramaraja rambla rammetto-one rampart-one ranchers rancho ranga rationale ravi-prakash
redacted redacted-script redressed reem-kufi-ink reenie-beanie reggae-one revalia rhodium-libre ribeye ribeye-marrow
righteous risque road-rage rochester rock-3d rock-salt rocknroll-one romanesco ropa-sans rosarivo rouge-script rowdies
rozha-one rubik-80s-fade rubik-beastly rubik-broken-fax rubik-bubbles rubik-burned rubik-dirt rubik-distressed
rubik-doodle-shadow rubik-doodle-triangles rubik-gemstones rubik-glitch rubik-glitch-pop rubik-iso rubik-lines
rubik-maps rubik-marker-hatch rubik-maze rubik-microbe rubik-mono-one rubik-moonrocks rubik-one rubik-pixels
rubik-puddles rubik-scribble rubik-spray-paint rubik-storm rubik-vinyl rubik-wet-paint rufina ruge-boogie ruluko
rum-raisin ruslan-display russo-one ruthie ruwudu rye sacramento sahitya sail saira-condensed saira-extra-condensed
saira-semi-condensed saira-stencil-one salsa sanchez sancreek sankofa-display sansation sansita sarabun sarala sarina
sarpanch sassy-frass satisfy sawarabi-gothic sawarabi-mincho scada scheherazade-new schoolbell science-gothic scope-one
seaweed-script secular-one sedan sedan-sc sedgwick-ave sedgwick-ave-display sekuya send-flowers sevillana seymour-one
shadows-into-light shadows-into-light-two shafarik shalimar shanti share share-tech share-tech-mono shippori-antique
shippori-antique-b1 shippori-mincho shippori-mincho-b1 shizuru shojumaru short-stack shrikhand siemreap sigmar
sigmar-one silkscreen simonetta single-day sintony sirin-stencil sirivennela six-caps skranji slabo-13px slabo-27px
slackey slackside-one smokum smooch smythe sn-pro sniglet snippet snowburst-one sofadi-one sofia solitreo solway
song-myung sonsie-one sorts-mill-goudy source-sans-pro source-serif-pro space-mono spartan special-elite
special-gothic-condensed-one special-gothic-expanded-one spectral spectral-sc spicy-rice spinnaker spirax splash
squada-one square-peg sree-krushnadevaraya sriracha srisakdi staatliches stack-sans-headline stack-sans-notch
stack-sans-text stalemate stalinist-one stardos-stencil stick stint-ultra-condensed stint-ultra-expanded stoke
story-script strait style-script stylish sue-ellen-francisco suez-one sulphur-point sumana sunflower sunshiney
supermercado-one sura suranna suravaram suwannaphum swanky-and-moo-moo syncopate syne-mono syne-tactile tac-one
tagesschrift tai-heritage-pro tajawal tangerine tapestry taprom tauri taviraj telex tenali-ramakrishna tenor-sans
text-me-one thasadith the-girl-next-door the-nautigal tienne tillana timmana tinos tiny5 tiro-bangla
tiro-devanagari-hindi tiro-devanagari-marathi tiro-devanagari-sanskrit tiro-gurmukhi tiro-kannada tiro-tamil tiro-telugu
tirra titan-one titillium-web tomorrow trade-winds train-one triodion trirong trocchi trochut trykker tsukimi-rounded
tuffy tulpen-one turret-road twinkle-star ubuntu ubuntu-condensed ubuntu-mono uchen ultra uncial-antiqua uncut-sans
underdog unica-one unifrakturcook unifrakturmaguntia unkempt unlock unna uoqmunthenkhung updock vampiro-one varela
varela-round vast-shadow vesper-libre viaoda-libre vibes vibur vidaloka viga vina-sans voces volkhov vollkorn-sc
voltaire vt323 vujahday-script waiting-for-the-sunrise wallpoet walter-turncoat warnes water-brush waterfall
wdxl-lubrifont-jp-n wdxl-lubrifont-sc wdxl-lubrifont-tc wellfleet wendy-one whisper windsong wire-one xanh-mono
yakuhanjp yantramanav yarndings-12 yarndings-12-charted yarndings-20 yarndings-20-charted yatra-one yellowtail yeon-sung
yeseva-one yesteryear yomogi young-serif yuji-boku yuji-hentaigana-akari yuji-hentaigana-akebono yuji-mai yuji-syuku
yusei-magic zain zcool-kuaile zcool-qingke-huangyou zcool-xiaowei zen-antique zen-antique-soft zen-dots
zen-kaku-gothic-antique zen-kaku-gothic-new zen-kurenaido zen-loop zen-maru-gothic zen-old-mincho zen-tokyo-zoo zeyada
zhi-mang-xing zilla-slab zilla-slab-highlight`;
