import type { MapLayer } from "../../lib/board/model";

export type Place = [longitude: number, latitude: number];

/** Two letters, three letters, latitude, longitude of about the middle, name. */
const COUNTRIES = `AD AND 42.5 1.6 Andorra;AE ARE 24 54 United Arab Emirates;AF AFG 33 65 Afghanistan;AG ATG 17.1 -61.8 Antigua and Barbuda;AL ALB 41 20 Albania;AM ARM 40 45 Armenia;AO AGO -12.5 18.5 Angola;AR ARG -34 -64 Argentina;AT AUT 47.3 13.3 Austria;AU AUS -27 133 Australia;AW ABW 12.5 -70 Aruba;AZ AZE 40.5 47.5 Azerbaijan;BA BIH 44 18 Bosnia and Herzegovina;BB BRB 13.2 -59.5 Barbados;BD BGD 24 90 Bangladesh;BE BEL 50.8 4 Belgium;BF BFA 13 -2 Burkina Faso;BG BGR 43 25 Bulgaria;BH BHR 26 50.5 Bahrain;BI BDI -3.5 30 Burundi;BJ BEN 9.5 2.3 Benin;BM BMU 32.3 -64.8 Bermuda;BN BRN 4.5 114.7 Brunei;BO BOL -17 -65 Bolivia;BR BRA -10 -55 Brazil;BS BHS 24.3 -76 Bahamas;BT BTN 27.5 90.5 Bhutan;BW BWA -22 24 Botswana;BY BLR 53 28 Belarus;BZ BLZ 17.3 -88.8 Belize;CA CAN 60 -95 Canada;CD COD -2.5 23.5 Democratic Republic of the Congo;CF CAF 7 21 Central African Republic;CG COG -1 15 Congo;CH CHE 47 8 Switzerland;CI CIV 8 -5 Ivory Coast;CL CHL -30 -71 Chile;CM CMR 6 12 Cameroon;CN CHN 35 105 China;CO COL 4 -72 Colombia;CR CRI 10 -84 Costa Rica;CU CUB 21.5 -80 Cuba;CV CPV 16 -24 Cape Verde;CW CUW 12.2 -69 Curaçao;CY CYP 35 33 Cyprus;CZ CZE 49.8 15.5 Czechia;DE DEU 51 9 Germany;DJ DJI 11.5 43 Djibouti;DK DNK 56 10 Denmark;DM DMA 15.4 -61.3 Dominica;DO DOM 19 -70.7 Dominican Republic;DZ DZA 28 3 Algeria;EC ECU -2 -77.5 Ecuador;EE EST 59 26 Estonia;EG EGY 27 30 Egypt;ER ERI 15 39 Eritrea;ES ESP 40 -4 Spain;ET ETH 8 38 Ethiopia;FI FIN 64 26 Finland;FJ FJI -18 178 Fiji;FK FLK -51.8 -59 Falkland Islands;FO FRO 62 -7 Faroe Islands;FR FRA 46 2 France;GA GAB -1 11.8 Gabon;GB GBR 54 -2 United Kingdom;GD GRD 12.1 -61.7 Grenada;GE GEO 42 43.5 Georgia;GF GUF 4 -53 French Guiana;GH GHA 8 -2 Ghana;GI GIB 36.1 -5.4 Gibraltar;GL GRL 72 -40 Greenland;GM GMB 13.5 -16.6 Gambia;GN GIN 11 -10 Guinea;GP GLP 16.3 -61.6 Guadeloupe;GQ GNQ 2 10 Equatorial Guinea;GR GRC 39 22 Greece;GT GTM 15.5 -90.3 Guatemala;GU GUM 13.5 144.8 Guam;GW GNB 12 -15 Guinea-Bissau;GY GUY 5 -59 Guyana;HK HKG 22.3 114.2 Hong Kong;HN HND 15 -86.5 Honduras;HR HRV 45.2 15.5 Croatia;HT HTI 19 -72.4 Haiti;HU HUN 47 20 Hungary;ID IDN -5 120 Indonesia;IE IRL 53 -8 Ireland;IL ISR 31.5 34.8 Israel;IM IMN 54.2 -4.5 Isle of Man;IN IND 20 77 India;IQ IRQ 33 44 Iraq;IR IRN 32 53 Iran;IS ISL 65 -18 Iceland;IT ITA 42.8 12.8 Italy;JE JEY 49.2 -2.1 Jersey;JM JAM 18.3 -77.5 Jamaica;JO JOR 31 36 Jordan;JP JPN 36 138 Japan;KE KEN 1 38 Kenya;KG KGZ 41 75 Kyrgyzstan;KH KHM 13 105 Cambodia;KM COM -12.2 44.3 Comoros;KN KNA 17.3 -62.8 Saint Kitts and Nevis;KP PRK 40 127 North Korea;KR KOR 37 127.5 South Korea;KW KWT 29.3 47.7 Kuwait;KY CYM 19.3 -81.3 Cayman Islands;KZ KAZ 48 68 Kazakhstan;LA LAO 18 105 Laos;LB LBN 33.8 35.8 Lebanon;LC LCA 13.9 -61 Saint Lucia;LI LIE 47.2 9.5 Liechtenstein;LK LKA 7 81 Sri Lanka;LR LBR 6.5 -9.5 Liberia;LS LSO -29.5 28.5 Lesotho;LT LTU 56 24 Lithuania;LU LUX 49.8 6.2 Luxembourg;LV LVA 57 25 Latvia;LY LBY 25 17 Libya;MA MAR 32 -5 Morocco;MC MCO 43.7 7.4 Monaco;MD MDA 47 29 Moldova;ME MNE 42.5 19.3 Montenegro;MG MDG -20 47 Madagascar;MK MKD 41.8 22 North Macedonia;ML MLI 17 -4 Mali;MM MMR 22 98 Myanmar;MN MNG 46 105 Mongolia;MO MAC 22.2 113.6 Macao;MQ MTQ 14.7 -61 Martinique;MR MRT 20 -12 Mauritania;MT MLT 35.9 14.4 Malta;MU MUS -20.3 57.6 Mauritius;MV MDV 3.2 73 Maldives;MW MWI -13.5 34 Malawi;MX MEX 23 -102 Mexico;MY MYS 2.5 112.5 Malaysia;MZ MOZ -18.3 35 Mozambique;NA NAM -22 17 Namibia;NC NCL -21.5 165.5 New Caledonia;NE NER 16 8 Niger;NG NGA 10 8 Nigeria;NI NIC 13 -85 Nicaragua;NL NLD 52.5 5.8 Netherlands;NO NOR 62 10 Norway;NP NPL 28 84 Nepal;NZ NZL -41 174 New Zealand;OM OMN 21 57 Oman;PA PAN 9 -80 Panama;PE PER -10 -76 Peru;PF PYF -15 -140 French Polynesia;PG PNG -6 147 Papua New Guinea;PH PHL 13 122 Philippines;PK PAK 30 70 Pakistan;PL POL 52 20 Poland;PR PRI 18.3 -66.5 Puerto Rico;PS PSE 32 35.3 Palestine;PT PRT 39.5 -8 Portugal;PY PRY -23 -58 Paraguay;QA QAT 25.5 51.3 Qatar;RE REU -21.1 55.6 Réunion;RO ROU 46 25 Romania;RS SRB 44 21 Serbia;RU RUS 60 100 Russia;RW RWA -2 30 Rwanda;SA SAU 25 45 Saudi Arabia;SB SLB -8 159 Solomon Islands;SC SYC -4.6 55.7 Seychelles;SD SDN 15 30 Sudan;SE SWE 62 15 Sweden;SG SGP 1.4 103.8 Singapore;SI SVN 46.1 14.8 Slovenia;SK SVK 48.7 19.5 Slovakia;SL SLE 8.5 -11.5 Sierra Leone;SM SMR 43.8 12.4 San Marino;SN SEN 14 -14 Senegal;SO SOM 10 49 Somalia;SR SUR 4 -56 Suriname;SS SSD 7 30 South Sudan;ST STP 1 7 São Tomé and Príncipe;SV SLV 13.8 -88.9 El Salvador;SY SYR 35 38 Syria;SZ SWZ -26.5 31.5 Eswatini;TD TCD 15 19 Chad;TG TGO 8 1.2 Togo;TH THA 15 100 Thailand;TJ TJK 39 71 Tajikistan;TL TLS -8.6 125.7 Timor-Leste;TM TKM 40 60 Turkmenistan;TN TUN 34 9 Tunisia;TO TON -20 -175 Tonga;TR TUR 39 35 Turkey;TT TTO 11 -61 Trinidad and Tobago;TW TWN 23.5 121 Taiwan;TZ TZA -6 35 Tanzania;UA UKR 49 32 Ukraine;UG UGA 1 32 Uganda;US USA 38 -97 United States;UY URY -33 -56 Uruguay;UZ UZB 41 64 Uzbekistan;VA VAT 41.9 12.5 Vatican City;VC VCT 13.3 -61.2 Saint Vincent and the Grenadines;VE VEN 8 -66 Venezuela;VN VNM 16 106 Vietnam;VU VUT -16 167 Vanuatu;WS WSM -13.6 -172.3 Samoa;XK XKX 42.6 20.9 Kosovo;YE YEM 15 48 Yemen;YT MYT -12.8 45.2 Mayotte;ZA ZAF -29 24 South Africa;ZM ZMB -15 30 Zambia;ZW ZWE -20 30 Zimbabwe`;

const STATES = `AL 32.8 -86.8 Alabama;AK 64.2 -152.5 Alaska;AZ 34.3 -111.7 Arizona;AR 34.9 -92.4 Arkansas;CA 37.2 -119.5 California;CO 39 -105.5 Colorado;CT 41.6 -72.7 Connecticut;DE 39 -75.5 Delaware;DC 38.9 -77 District of Columbia;FL 28.6 -82.4 Florida;GA 32.6 -83.4 Georgia;HI 20.3 -156.4 Hawaii;ID 44.4 -114.6 Idaho;IL 40 -89.2 Illinois;IN 39.9 -86.3 Indiana;IA 42.1 -93.5 Iowa;KS 38.5 -98.4 Kansas;KY 37.5 -85.3 Kentucky;LA 31.1 -92 Louisiana;ME 45.4 -69.2 Maine;MD 39 -76.8 Maryland;MA 42.3 -71.8 Massachusetts;MI 44.3 -85.4 Michigan;MN 46.3 -94.3 Minnesota;MS 32.7 -89.7 Mississippi;MO 38.4 -92.5 Missouri;MT 47 -109.6 Montana;NE 41.5 -99.8 Nebraska;NV 39.3 -116.6 Nevada;NH 43.7 -71.6 New Hampshire;NJ 40.2 -74.7 New Jersey;NM 34.4 -106.1 New Mexico;NY 42.9 -75.5 New York;NC 35.6 -79.4 North Carolina;ND 47.4 -100.5 North Dakota;OH 40.3 -82.8 Ohio;OK 35.6 -97.5 Oklahoma;OR 43.9 -120.6 Oregon;PA 40.9 -77.8 Pennsylvania;RI 41.7 -71.6 Rhode Island;SC 33.9 -80.9 South Carolina;SD 44.4 -100.2 South Dakota;TN 35.9 -86.4 Tennessee;TX 31.5 -99.3 Texas;UT 39.3 -111.7 Utah;VT 44.1 -72.7 Vermont;VA 37.5 -78.9 Virginia;WA 47.4 -120.4 Washington;WV 38.6 -80.6 West Virginia;WI 44.6 -89.7 Wisconsin;WY 43 -107.6 Wyoming`;

/** The busiest airports, and those after which regions of data centres are named. */
const AIRPORTS = `ADL -34.9 138.5;AKL -37 174.8;AMM 31.7 36;AMS 52.3 4.8;ARN 59.7 17.9;ATH 37.9 23.9;ATL 33.6 -84.4;AUH 24.4 54.7;AUS 30.2 -97.7;BCN 41.3 2.1;BER 52.4 13.5;BKK 13.7 100.7;BLR 13.2 77.7;BNA 36.1 -86.7;BNE -27.4 153.1;BOG 4.7 -74.1;BOM 19.1 72.9;BOS 42.4 -71;BRU 50.9 4.5;BUD 47.4 19.3;CAI 30.1 31.4;CAN 23.4 113.3;CCU 22.7 88.4;CDG 49 2.5;CGK -6.1 106.7;CLT 35.2 -80.9;CMH 40 -82.9;CPH 55.6 12.7;CPT -34 18.6;DEL 28.6 77.1;DEN 39.9 -104.7;DFW 32.9 -97;DMM 26.5 49.8;DOH 25.3 51.6;DTW 42.2 -83.4;DUB 53.4 -6.3;DUS 51.3 6.8;DXB 25.3 55.4;EWR 40.7 -74.2;EZE -34.8 -58.5;FCO 41.8 12.3;FRA 50 8.6;GIG -22.8 -43.2;GRU -23.4 -46.5;GVA 46.2 6.1;HAM 53.6 10;HEL 60.3 25;HKG 22.3 113.9;HND 35.5 139.8;HYD 17.2 78.4;IAD 38.9 -77.5;IAH 30 -95.3;ICN 37.5 126.5;IST 41.3 28.7;JFK 40.6 -73.8;JNB -26.1 28.2;KBP 50.3 30.9;KIX 34.4 135.2;KUL 2.7 101.7;LAS 36.1 -115.2;LAX 33.9 -118.4;LCA 34.9 33.6;LHR 51.5 -.5;LIM -12 -77.1;LIS 38.8 -9.1;LOS 6.6 3.3;LUX 49.6 6.2;LYS 45.7 5.1;MAA 13 80.2;MAD 40.5 -3.6;MAN 53.4 -2.3;MEL -37.7 144.8;MEX 19.4 -99.1;MIA 25.8 -80.3;MNL 14.5 121;MRS 43.4 5.2;MSP 44.9 -93.2;MUC 48.4 11.8;MXP 45.6 8.7;NBO -1.3 36.9;NRT 35.8 140.4;ORD 42 -87.9;ORY 48.7 2.4;OSL 60.2 11.1;OTP 44.6 26.1;PDX 45.6 -122.6;PEK 40.1 116.6;PER -31.9 116;PHL 39.9 -75.2;PHX 33.4 -112;PRG 50.1 14.3;PVG 31.1 121.8;RIX 56.9 24;SCL -33.4 -70.8;SEA 47.4 -122.3;SFO 37.6 -122.4;SGN 10.8 106.7;SIN 1.4 104;SJC 37.4 -121.9;SLC 40.8 -112;SOF 42.7 23.4;STN 51.9 .2;STR 48.7 9.2;SVO 56 37.4;SYD -33.9 151.2;TLL 59.4 24.8;TLV 32 34.9;TPE 25.1 121.2;TXL 52.6 13.3;VIE 48.1 16.6;VNO 54.6 25.3;WAW 52.2 21;YUL 45.5 -73.7;YVR 49.2 -123.2;YYC 51.1 -114;YYZ 43.7 -79.6;ZAG 45.7 16.1;ZRH 47.5 8.6`;

export type Gazetteer = NonNullable<MapLayer["location"]["gazetteer"]>;

const tables = new Map<Gazetteer, Map<string, Place>>();

function read(rows: string, codes: number): Map<string, Place> {
  const out = new Map<string, Place>();
  for (const row of rows.split(";")) {
    const parts = row.split(" ");
    const place: Place = [Number(parts[codes + 1]), Number(parts[codes])];
    for (const name of [...parts.slice(0, codes), parts.slice(codes + 2).join(" ")]) {
      if (name) {
        out.set(name.toLowerCase(), place);
      }
    }
  }
  return out;
}

const OTHER_NAMES: Record<string, string> = {
  usa: "us",
  "united states of america": "us",
  uk: "gb",
  "great britain": "gb",
  "czech republic": "cz",
  "the netherlands": "nl",
  "russian federation": "ru",
  "republic of korea": "kr",
  korea: "kr",
  "viet nam": "vn",
  türkiye: "tr",
  "côte d'ivoire": "ci",
  swaziland: "sz",
};

function tableOf(gazetteer: Gazetteer): Map<string, Place> {
  let table = tables.get(gazetteer);
  if (!table) {
    table =
      gazetteer === "countries"
        ? read(COUNTRIES, 2)
        : gazetteer === "usa-states"
          ? read(STATES, 1)
          : read(AIRPORTS, 1);
    tables.set(gazetteer, table);
  }
  return table;
}

/** Where a code or a name is; undefined is an unknown one. */
export function lookUp(name: string, gazetteer: Gazetteer = "countries"): Place | undefined {
  const key = name.trim().toLowerCase();
  const table = tableOf(gazetteer);
  return table.get(key) ?? (gazetteer === "countries" ? table.get(OTHER_NAMES[key] ?? "") : undefined);
}

const BASE32 = "0123456789bcdefghjkmnpqrstuvwxyz";

/** The middle of a geohash's box. */
export function fromGeohash(hash: string): Place | undefined {
  const box = { lon: [-180, 180] as [number, number], lat: [-90, 90] as [number, number] };
  let even = true;
  for (const char of hash.toLowerCase()) {
    const bits = BASE32.indexOf(char);
    if (bits < 0) {
      return undefined;
    }
    for (let bit = 4; bit >= 0; bit--) {
      const side = even ? box.lon : box.lat;
      const middle = (side[0] + side[1]) / 2;
      side[(bits >> bit) & 1 ? 0 : 1] = middle;
      even = !even;
    }
  }
  return hash === "" ? undefined : [(box.lon[0] + box.lon[1]) / 2, (box.lat[0] + box.lat[1]) / 2];
}
