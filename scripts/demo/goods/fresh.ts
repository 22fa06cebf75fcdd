/** Fruit and vegetables, bread, meat and dairy: what is weighed, typed by its PLU, or baked overnight. */
import type {GroupGoods} from '../table.ts';

export const fruitAndVegetables: GroupGoods = {
	group: {
		code: 'owoce-i-warzywa',
		name: 'Owoce i warzywa',
		route: 'main',
		colour: 'green',
		order: 10,
		mealVoucher: true,
	},
	weighed: `
		Pomidory malinowe 12,99 C
		Banany 5,99 C
		Jabłka szara reneta 4,49 C
		Jabłka ligol 3,99 C
		Jabłka gala 4,29 C
		Gruszki konferencja 7,99 C
		Gruszki klapsa 8,49 C
		Śliwki węgierki 8,49 C
		Winogrona jasne 13,99 C
		Winogrona ciemne 14,99 C
		Cytryny 9,99 C
		Limonki 14,99 C
		Pomarańcze 6,99 C
		Mandarynki 8,99 C
		Grejpfruty czerwone 7,49 C
		Brzoskwinie 10,99 C
		Morele 13,99 C
		Czereśnie 24,99 C
		Truskawki 18,99 C
		Arbuz 4,99 C
		Ziemniaki 2,99 C
		Ziemniaki młode 4,99 C
		Ziemniaki do pieczenia 3,99 C
		Marchew 2,99 C
		Pietruszka korzeń 8,99 C
		Seler korzeń 5,99 C
		Buraki 2,49 C
		Cebula 2,49 C
		Cebula czerwona 4,99 C
		Por 7,99 C
		Kapusta biała 2,79 C
		Kapusta czerwona 3,49 C
		Kapusta pekińska 6,49 C
		Kapusta kiszona z beczki 8,99 C
		Ogórki szklarniowe 8,99 C
		Ogórki gruntowe 6,99 C
		Ogórki kiszone z beczki 13,99 C
		Papryka czerwona 14,99 C
		Papryka żółta 15,99 C
		Cukinia 7,99 C
		Bakłażan 11,99 C
		Dynia hokkaido 5,99 C
		Pieczarki 11,99 C
		Boczniaki 19,99 C
		Fasolka szparagowa 16,99 C
		Brokuły 9,99 C
		Imbir korzeń 19,99 C
		Słonecznik łuskany na wagę 12,99 C
	`,
	byThePiece: `
		Natka pietruszki 2,99 C
		Koperek pęczek 2,99 C
		Szczypiorek pęczek 2,49 C
		Rzodkiewka pęczek 2,99 C
		Sałata masłowa 3,99 C
		Sałata lodowa 5,99 C
		Kalafior 8,99 C
		Kalarepa 2,99 C
		Awokado 4,99 C
		Mango 7,99 C
		Ananas 11,99 C
		Granat 6,99 C
		Kiwi 1,29 C
		Czosnek główka 2,49 C
		Bazylia w doniczce 6,99 C
		Mięta w doniczce 6,99 C
	`,
	packed: `
		Mieszanka sałat | klasyczna; z rukolą; z roszponką | 150 g 5,99 | C
		Pomidorki koktajlowe | czerwone; żółte | 250 g 6,99; 500 g 11,99 | C
		Borówki amerykańskie || 125 g 7,99; 500 g 24,99 | C
		Maliny || 125 g 8,99 | C
		Kiełki | rzodkiewki; lucerny; brokułu | 50 g 3,99 | C
		Włoszczyzna krojona || 400 g 4,99 | C
	`,
};

export const bread: GroupGoods = {
	group: {code: 'pieczywo', name: 'Pieczywo', route: 'main', colour: 'bread', order: 20, mealVoucher: true},
	byThePiece: `
		Bułka kajzerka 0,69 C
		Bułka grahamka 0,99 C
		Bułka z ziarnami 1,49 C
		Bułka maślana 1,79 C
		Bułka wrocławska 0,99 C
		Bułka żytnia 1,29 C
		Rogal zwykły 1,39 C
		Rogal maślany 2,29 C
		Bagietka 2,99 C
		Bagietka czosnkowa 3,99 C
		Chałka 5,49 C
		Pączek z różą 2,99 C
		Pączek z adwokatem 3,49 C
		Drożdżówka z serem 3,49 C
		Drożdżówka z makiem 3,49 C
		Jagodzianka 4,99 C
		Obwarzanek z solą 2,49 C
		Precel z makiem 2,29 C
	`,
	packed: `
		Chleb wiejski krojony || 500 g 5,49 | C
		Chleb | żytni; razowy; graham; słonecznikowy; z żurawiną; wieloziarnisty | 400 g 4,99; 750 g 7,49 | C
		Chleb tostowy | pszenny; maślany; pełnoziarnisty | 500 g 4,79 | C
		Chleb bezglutenowy | jasny; ciemny | 300 g 8,99 | C
		Tortilla | pszenna; pełnoziarnista | 6 szt. 6,49 | C
		Bułka tarta || 450 g 3,49 | C
		Babka | cytrynowa; piaskowa; marmurkowa | 400 g 8,99 | C
		Piernik z powidłami || 350 g 9,49 | C
	`,
};

export const meat: GroupGoods = {
	group: {
		code: 'mieso-i-wedliny',
		name: 'Mięso i wędliny',
		route: 'main',
		colour: 'meat',
		order: 30,
		mealVoucher: true,
	},
	weighed: `
		Schab bez kości 21,99 C
		Karkówka wieprzowa 19,99 C
		Łopatka wieprzowa 15,99 C
		Boczek surowy 18,99 C
		Żeberka wieprzowe 19,99 C
		Mięso mielone wieprzowe 17,99 C
		Filet z piersi kurczaka 22,99 C
		Udka z kurczaka 9,99 C
		Filet z indyka 29,99 C
		Wołowina gulaszowa 39,99 C
		Szynka wiejska 42,99 C
		Szynka z kotła 38,99 C
		Polędwica sopocka 46,99 C
		Baleron wędzony 41,99 C
		Kiełbasa śląska 24,99 C
		Kiełbasa krakowska sucha 49,99 C
		Kiełbasa biała 22,99 C
		Kiełbasa jałowcowa 44,99 C
		Kabanosy wieprzowe na wagę 47,99 C
		Parówki cielęce na wagę 27,99 C
		Pasztet pieczony 26,99 C
		Kaszanka 12,99 C
		Salceson ozorkowy 23,99 C
		Smalec ze skwarkami na wagę 16,99 C
	`,
	packed: `
		Szynka plastry | gotowana; wędzona; z indyka | 100 g 5,99; 200 g 10,49 | C
		Kiełbasa plastry | krakowska; żywiecka; salami | 100 g 6,49 | C
		Parówki | z szynki; z kurczaka; z cielęciny | 200 g 6,99; 400 g 11,99 | C
		Kabanosy | wieprzowe; drobiowe; pikantne | 120 g 7,49 | C
		Pasztet | drobiowy; z pomidorami; z pieczarkami | 130 g 2,99 | C
		Boczek wędzony plastry || 150 g 8,49 | C
		Smalec || 250 g 3,99 | C
		Tatar wołowy || 200 g 16,99 | C
	`,
};

export const dairy: GroupGoods = {
	group: {code: 'nabial', name: 'Nabiał', route: 'main', colour: 'dairy', order: 40, mealVoucher: true},
	weighed: `
		Ser gouda w kawałku 31,99 C
		Ser edamski w kawałku 32,99 C
		Ser radamer w kawałku 38,99 C
		Ser z niebieską pleśnią na wagę 54,99 C
		Twaróg tłusty na wagę 24,99 C
		Twaróg chudy na wagę 21,99 C
		Ser wędzony góralski 49,99 C
		Bryndza owcza na wagę 59,99 C
	`,
	byThePiece: `
		Jajko z wolnego wybiegu luz 1,49 C
	`,
	packed: `
		Mleko UHT | 1,5%; 2%; 3,2% | 0,5 l 2,49; 1 l 3,99 | C
		Mleko świeże | 2%; 3,2% | 1 l 4,49 | C
		Mleko bez laktozy || 1 l 4,99 | C
		Masło ekstra 82% || 200 g 7,49 | C
		Masło | śmietankowe; klarowane; z solą | 200 g 7,99 | C
		Śmietana | 12%; 18%; 30% | 200 ml 2,99; 400 ml 4,99 | C
		Śmietanka do kawy || 10 szt. 4,29 | C
		Kefir || 400 g 2,79; 1 l 5,49 | C
		Maślanka | naturalna; truskawkowa | 0,5 l 2,99; 1 l 4,79 | C
		Jogurt naturalny || 180 g 1,99; 400 g 3,69; 1 kg 7,99 | C
		Jogurt owocowy | truskawka; brzoskwinia; jagoda; wiśnia; malina | 150 g 1,89 | C
		Jogurt pitny | truskawka; banan; owoce leśne | 250 g 3,29 | C
		Serek homogenizowany | waniliowy; truskawkowy; naturalny | 150 g 2,29 | C
		Serek wiejski | naturalny; ze szczypiorkiem; lekki | 200 g 3,19 | C
		Serek kanapkowy | śmietankowy; z ziołami; z chrzanem; z łososiem | 135 g 4,29 | C
		Twaróg | chudy; półtłusty; tłusty | 250 g 5,49 | C
		Ser gouda, plastry || 150 g 6,49; 300 g 12,49 | C
		Ser plastry | edamski; podlaski; salami; królewski | 150 g 6,99 | C
		Ser | mozzarella; feta sałatkowa; camembert | 120 g 5,99 | C
		Ser topiony | śmietankowy; z szynką; z papryką | 100 g 2,99 | C
		Jaja z wolnego wybiegu || 6 szt. 8,49; 10 szt. 13,49 | C
		Pudding | czekoladowy; waniliowy | 200 g 2,99 | C
		Drożdże || 100 g 1,49 | C
		Margaryna | kanapkowa; do pieczenia | 400 g 5,99 | C
	`,
};
