/**
 * Every unit that a board may name, by category. A row is `id|name|what`, where what is one of
 * `=u` the number and u, `<u` u and the number, `~u N` prefixes by thousands beginning N steps up, `^u N` the same by
 * 1024, `$u` an amount of money, `$>u` with the sign behind, `#u` a count per time, `@u` a time counted in u, `!f` a
 * form of its own.
 */
const CATEGORIES: Record<string, string> = {
  Misc: `none|Number|=
string|Text|!string
short|Short|!short
percent|Percent (0-100)|=%
percentunit|Percent (0.0-1.0)|!ratio
humidity|Humidity|=%H
dB|Decibel|=dB
candela|Candela|=cd
hex0x|Hexadecimal with 0x|!hex0x
hex|Hexadecimal|!hex
sci|Scientific notation|!sci
locale|Local format|!locale
pixel|Pixels|=px`,
  Acceleration: `accMS2|Metres/s²|=m/sec²
accFS2|Feet/s²|=f/sec²
accG|G unit|=g`,
  Angle: `degree|Degrees|=°
radian|Radians|=rad
grad|Gradians|=grad
arcmin|Arc minutes|=arcmin
arcsec|Arc seconds|=arcsec`,
  Area: `areaM2|Square metres|=m²
areaF2|Square feet|=ft²
areaMI2|Square miles|=mi²
acres|Acres|=ac
hectares|Hectares|=ha`,
  Computation: `flops|FLOP/s|~FLOPS 0
mflops|MFLOP/s|~FLOPS 2
gflops|GFLOP/s|~FLOPS 3
tflops|TFLOP/s|~FLOPS 4
pflops|PFLOP/s|~FLOPS 5
eflops|EFLOP/s|~FLOPS 6
zflops|ZFLOP/s|~FLOPS 7
yflops|YFLOP/s|~FLOPS 8`,
  Concentration: `ppm|Parts per million|=ppm
conppb|Parts per billion|=ppb
conngm3|Nanograms per m³|=ng/m³
conngNm3|Nanograms per normal m³|=ng/Nm³
conμgm3|Micrograms per m³|=μg/m³
conμgNm3|Micrograms per normal m³|=μg/Nm³
conmgm3|Milligrams per m³|=mg/m³
conmgNm3|Milligrams per normal m³|=mg/Nm³
congm3|Grams per m³|=g/m³
congNm3|Grams per normal m³|=g/Nm³
conmgdL|Milligrams per decilitre|=mg/dL
conmmolL|Millimoles per litre|=mmol/L`,
  Currency: `currencyUSD|Dollars|$$
currencyGBP|Pounds|$£
currencyEUR|Euro|$€
currencyJPY|Yen|$¥
currencyRUB|Roubles|$₽
currencyUAH|Hryvnias|$₴
currencyBRL|Reais|$R$
currencyDKK|Danish kroner|$>kr
currencyISK|Icelandic krónur|$>kr
currencyNOK|Norwegian kroner|$>kr
currencySEK|Swedish kronor|$>kr
currencyCZK|Czech koruny|$>czk
currencyCHF|Swiss francs|$CHF
currencyPLN|Polish złoty|$PLN
currencyBTC|Bitcoin|$฿
currencymBTC|Milli-bitcoin|$mBTC
currencyμBTC|Micro-bitcoin|$μBTC
currencyZAR|South African rand|$R
currencyINR|Indian rupees|$₹
currencyKRW|South Korean won|$₩
currencyIDR|Indonesian rupiah|$Rp
currencyPHP|Philippine pesos|$PHP
currencyVND|Vietnamese đồng|$>đ
currencyTRY|Turkish lira|$>₺
currencyMYR|Malaysian ringgit|$RM
currencyXPF|CFP francs|$>XPF
currencyBGN|Bulgarian leva|$BGN
currencyPYG|Guaraní|$₲
currencyUYU|Uruguayan pesos|$UYU
currencyILS|Israeli shekels|$₪
currencyCNY|Yuan|$¥
currencyAUD|Australian dollars|$A$
currencyCAD|Canadian dollars|$C$
currencyHUF|Forint|$>Ft`,
  "Data (1024)": `bits|Bits|^b 0
bytes|Bytes|^B 0
kbytes|Kibibytes|^B 1
mbytes|Mebibytes|^B 2
gbytes|Gibibytes|^B 3
tbytes|Tebibytes|^B 4
pbytes|Pebibytes|^B 5`,
  "Data (1000)": `decbits|Bits|~b 0
decbytes|Bytes|~B 0
deckbytes|Kilobytes|~B 1
decmbytes|Megabytes|~B 2
decgbytes|Gigabytes|~B 3
dectbytes|Terabytes|~B 4
decpbytes|Petabytes|~B 5`,
  "Data rate": `pps|Packets/s|~p/s 0
binBps|Bytes/s (1024)|^B/s 0
Bps|Bytes/s (1000)|~B/s 0
binbps|Bits/s (1024)|^b/s 0
bps|Bits/s (1000)|~b/s 0
KiBs|Kibibytes/s|^B/s 1
Kibits|Kibibits/s|^b/s 1
KBs|Kilobytes/s|~B/s 1
Kbits|Kilobits/s|~b/s 1
MiBs|Mebibytes/s|^B/s 2
Mibits|Mebibits/s|^b/s 2
MBs|Megabytes/s|~B/s 2
Mbits|Megabits/s|~b/s 2
GiBs|Gibibytes/s|^B/s 3
Gibits|Gibibits/s|^b/s 3
GBs|Gigabytes/s|~B/s 3
Gbits|Gigabits/s|~b/s 3
TiBs|Tebibytes/s|^B/s 4
Tibits|Tebibits/s|^b/s 4
TBs|Terabytes/s|~B/s 4
Tbits|Terabits/s|~b/s 4
PiBs|Pebibytes/s|^B/s 5
Pibits|Pebibits/s|^b/s 5
PBs|Petabytes/s|~B/s 5
Pbits|Petabits/s|~b/s 5`,
  "Date & time": `dateTimeAsIso|Date and time, ISO|!iso
dateTimeAsIsoNoDateIfToday|Date and time, ISO, no date if today|!isoToday
dateTimeAsUS|Date and time, US|!us
dateTimeAsUSNoDateIfToday|Date and time, US, no date if today|!usToday
dateTimeAsLocal|Date and time, local|!local
dateTimeAsLocalNoDateIfToday|Date and time, local, no date if today|!localToday
dateTimeAsSystem|Date and time as everywhere on the page|!system
dateTimeFromNow|Time from now|!fromNow`,
  Energy: `watt|Watts|~W 0
kwatt|Kilowatts|~W 1
megwatt|Megawatts|~W 2
gwatt|Gigawatts|~W 3
mwatt|Milliwatts|~W -1
Wm2|Watts per m²|=W/m²
voltamp|Volt-amperes|~VA 0
kvoltamp|Kilovolt-amperes|~VA 1
voltampreact|Volt-amperes reactive|~var 0
kvoltampreact|Kilovolt-amperes reactive|~var 1
watth|Watt-hours|~Wh 0
watthperkg|Watt-hours per kg|~Wh/kg 0
kwatth|Kilowatt-hours|~Wh 1
kwattm|Kilowatt-minutes|~W-Min 1
mwatth|Megawatt-hours|~Wh 2
amph|Ampere-hours|~Ah 0
kamph|Kiloampere-hours|~Ah 1
mamph|Milliampere-hours|~Ah -1
joule|Joules|~J 0
ev|Electron volts|~eV 0
amp|Amperes|~A 0
kamp|Kiloamperes|~A 1
mamp|Milliamperes|~A -1
volt|Volts|~V 0
kvolt|Kilovolts|~V 1
mvolt|Millivolts|~V -1
dBm|Decibel-milliwatts|=dBm
mohm|Milliohms|~Ω -1
ohm|Ohms|~Ω 0
kohm|Kiloohms|~Ω 1
Mohm|Megaohms|~Ω 2
farad|Farads|~F 0
µfarad|Microfarads|~F -2
nfarad|Nanofarads|~F -3
pfarad|Picofarads|~F -4
ffarad|Femtofarads|~F -5
henry|Henries|~H 0
mhenry|Millihenries|~H -1
µhenry|Microhenries|~H -2
lumens|Lumens|~Lm 0`,
  Flow: `flowgpm|Gallons/min|=gpm
flowcms|Cubic metres/s|=cms
flowcfs|Cubic feet/s|=cfs
flowcfm|Cubic feet/min|=cfm
litreh|Litres/hour|=L/h
flowlpm|Litres/min|=L/min
flowmlpm|Millilitres/min|=mL/min
lux|Lux|=lx`,
  Force: `forceNm|Newton metres|~Nm 0
forcekNm|Kilonewton metres|~Nm 1
forceN|Newtons|~N 0
forcekN|Kilonewtons|~N 1`,
  "Hash rate": `Hs|Hashes/s|~H/s 0
KHs|Kilohashes/s|~H/s 1
MHs|Megahashes/s|~H/s 2
GHs|Gigahashes/s|~H/s 3
THs|Terahashes/s|~H/s 4
PHs|Petahashes/s|~H/s 5
EHs|Exahashes/s|~H/s 6`,
  Mass: `massmg|Milligrams|~g -1
massg|Grams|~g 0
masslb|Pounds|=lb
masskg|Kilograms|~g 1
masst|Tonnes|=t`,
  Length: `lengthmm|Millimetres|~m -1
lengthin|Inches|=in
lengthft|Feet|=ft
lengthm|Metres|~m 0
lengthkm|Kilometres|~m 1
lengthmi|Miles|=mi`,
  Pressure: `pressurembar|Millibars|~bar -1
pressurebar|Bars|~bar 0
pressurekbar|Kilobars|~bar 1
pressurepa|Pascals|~Pa 0
pressurehpa|Hectopascals|=hPa
pressurekpa|Kilopascals|=kPa
pressurehg|Inches of mercury|="Hg
pressurepsi|PSI|!psi`,
  Radiation: `radbq|Becquerels|~Bq 0
radci|Curies|~Ci 0
radgy|Grays|~Gy 0
radrad|Rads|~rad 0
radsv|Sieverts|~Sv 0
radmsv|Millisieverts|~Sv -1
radusv|Microsieverts|~Sv -2
radrem|Rems|~rem 0
radexpckg|Exposure (C/kg)|~C/kg 0
radr|Roentgens|~R 0
radsvh|Sieverts/hour|~Sv/h 0
radmsvh|Millisieverts/hour|~Sv/h -1
radusvh|Microsieverts/hour|~Sv/h -2`,
  "Rotational speed": `rotrpm|Revolutions/min|=rpm
rothz|Hertz|~Hz 0
rotkhz|Kilohertz|~Hz 1
rotmhz|Megahertz|~Hz 2
rotghz|Gigahertz|~Hz 3
rotrads|Radians/s|=rad/s
rotdegs|Degrees/s|=°/s`,
  Temperature: `celsius|Celsius|=°C
fahrenheit|Fahrenheit|=°F
kelvin|Kelvin|=K`,
  Time: `hertz|Hertz (1/s)|~Hz 0
ns|Nanoseconds|@1e-9
µs|Microseconds|@1e-6
ms|Milliseconds|@1e-3
s|Seconds|@1
m|Minutes|@60
h|Hours|@3600
d|Days|@86400
dtdurationms|Duration (ms)|!durationMs
dtdurations|Duration (s)|!duration
dthms|Duration (hh:mm:ss)|!hms
dtdhms|Duration (d hh:mm:ss)|!dhms
timeticks|Timeticks (s/100)|@1e-2
clockms|Clock (ms)|!clockMs
clocks|Clock (s)|!clock`,
  Throughput: `cps|Counts/s|#c/s
ops|Operations/s|#ops/s
reqps|Requests/s|#req/s
rps|Reads/s|#rd/s
wps|Writes/s|#wr/s
iops|I/O operations/s|#io/s
eps|Events/s|#evt/s
mps|Messages/s|#msg/s
recps|Records/s|#rec/s
rowsps|Rows/s|#rows/s
cpm|Counts/min|#c/m
opm|Operations/min|#ops/m
reqpm|Requests/min|#req/m
rpm|Reads/min|#rd/m
wpm|Writes/min|#wr/m
epm|Events/min|#evts/m
mpm|Messages/min|#msgs/m
recpm|Records/min|#rec/m
rowspm|Rows/min|#rows/m`,
  Velocity: `velocityms|Metres/s|=m/s
velocitykmh|Kilometres/h|=km/h
velocitymph|Miles/h|=mph
velocityknot|Knots|=kn`,
  Volume: `mlitre|Millilitres|~L -1
litre|Litres|~L 0
m3|Cubic metres|=m³
Nm3|Normal cubic metres|=Nm³
dm3|Cubic decimetres|=dm³
gallons|Gallons|=gal`,
  Boolean: `bool|True / False|!trueFalse
bool_yes_no|Yes / No|!yesNo
bool_on_off|On / Off|!onOff`,
};

/** Names that old boards use. */
const ALIASES: Record<string, string> = { farenheit: "fahrenheit", us: "µs", μs: "µs" };

const WHAT = new Map<string, string>();

export interface UnitCategory {
  name: string;
  units: { id: string; name: string }[];
}

/** For a picker: all units with their names. */
export const UNIT_CATEGORIES: UnitCategory[] = Object.entries(CATEGORIES).map(([name, rows]) => ({
  name,
  units: rows.split("\n").map((row) => {
    const [id = "", unit = "", what = ""] = row.split("|");
    WHAT.set(id, what);
    return { id, name: unit };
  }),
}));

/** What a unit does, as in a row of the table; undefined is an unknown unit. */
export function unitSpec(id: string): string | undefined {
  return WHAT.get(ALIASES[id] ?? id);
}
