/**
 * Providers of mobile broadband by GSM, one JSON object to a line. Derived: do not edit; see docs/provider-data.md.
 * Source: mobile-broadband-provider-info 20230416, serviceproviders.xml, public domain.
 */
export const providerTable: string = `
{"country":"ad","name":"Andorra Telecom (Mobiland)","networks":["213-03"],"internet":["internetand","internetclic"],"mms":["mms"]}
{"country":"ae","name":"du","networks":["424-03"],"internet":["du"],"mms":["du"]}
{"country":"ae","name":"Etisalat","networks":["424-02"],"internet":["mnet","etisalat.ae"],"mms":["etisalat"]}
{"country":"af","name":"AWCC","networks":["412-01"],"internet":["internet"],"mms":["mms1"]}
{"country":"al","name":"Albania Mobile Communications (AMC)","networks":["276-01"],"internet":["Internet"]}
{"country":"al","name":"Vodafone","networks":["276-02"],"internet":["Twa","vodafoneweb"],"mms":["mms","portalnmms"]}
{"country":"am","name":"Beeline","networks":["283-01"],"internet":["internet.beeline.am"],"mms":["mms.beeline.ua","mms"]}
{"country":"am","name":"Karabakh Telecom","networks":["283-04"],"internet":["connect.kt.am"],"balance":"*122#","topUps":["*123*CODE#"]}
{"country":"am","name":"Orange","networks":["283-10"],"internet":["internet.orange","internet"],"mms":["mms","orangemms","orange.mms","mms.orange.dk","mms.orange.md","mms.orange.jo","orangerun.acte"]}
{"country":"am","name":"VivaCell/MTS","networks":["283-05"],"internet":["connect.vivacell.am","inet.vivacell.am"]}
{"country":"ao","name":"Unitel","networks":["631-02"],"internet":["internet.unitel.co.ao"],"mms":["unitel"]}
{"country":"ar","name":"Arnet","networks":["722-340"],"internet":["arnet.personal.com"],"mms":["mms"]}
{"country":"ar","name":"Claro","networks":["722-310","722-320","722-330"],"internet":["gprs.claro.com.ar","internet.ctimovil.com.ar"],"mms":["mms.claro.com.br"]}
{"country":"ar","name":"Movistar","networks":["722-010","722-070"],"internet":["internet.gprs.unifon.com.ar"]}
{"country":"ar","name":"Personal","networks":["722-341","722-34"],"internet":["gprs.personal.com","datos.personal.com"]}
{"country":"at","name":"A1/Telekom Austria","networks":["232-01"],"internet":["a1.net","aon.data","aon.at"],"mms":["free.A1.net"]}
{"country":"at","name":"ABroadband","networks":["232-01"],"internet":["mdata.com"]}
{"country":"at","name":"Bob","networks":["232-11"],"internet":["bob.at","mms.bob.at"],"mms":["mms.bob.at"]}
{"country":"at","name":"Drei (3)","aliases":["Drei"],"networks":["232-10","232-05"],"internet":["drei.at"],"mms":["drei.at","three.co.uk","mobile.three.com.hk","3services","3mms"]}
{"country":"at","name":"HoT","networks":["232-07"],"internet":["webaut"],"mms":["mmsaut"],"balance":"*101#","topUps":["*103*CODE#"]}
{"country":"at","name":"Lycamobile","networks":["232-08"],"internet":["data.lycamobile.at"],"balance":"*231#","topUps":["*231*CODE#"]}
{"country":"at","name":"T-Mobile","networks":["232-03"],"internet":["gprsinternet","business.gprsinternet"],"mms":["general.t-mobile.uk","wap.voicestream.com"],"wap":["gprswap"]}
{"country":"at","name":"tele.ring","networks":["232-07"],"internet":["web"],"mms":["mms"],"balance":"*102#"}
{"country":"at","name":"VOLmobil","networks":["232-03"],"internet":["volmobil"],"mms":["gprsmms"]}
{"country":"at","name":"Yesss","networks":["232-12"],"internet":["web.yesss.at"]}
{"country":"au","name":"Aldi Mobile AU","networks":["505-01"],"mms":["mdata.net.au"]}
{"country":"au","name":"Amaysim","networks":["505-02"],"internet":["internet"],"mms":["mms"]}
{"country":"au","name":"Apex Telecom","networks":["505-02"],"internet":["splns357"]}
{"country":"au","name":"Beagle","networks":["505-02"],"internet":["splns357"]}
{"country":"au","name":"BLiNK","networks":["505-02"],"internet":["splns888a1","connect"]}
{"country":"au","name":"Crazy John's","networks":["505-03","505-38"],"internet":["purtona.net"],"mms":["purtona.wap"],"wap":["purtona.wap"]}
{"country":"au","name":"Dodo","networks":["505-02"],"internet":["WirelessBroadband","DODOLNS1"]}
{"country":"au","name":"Escape Net","networks":["505-02"],"internet":["splns357"]}
{"country":"au","name":"Exetel","networks":["505-02"],"internet":["exetel1","INTERNET","OPTUSWAP","YesINTERNET"]}
{"country":"au","name":"Exetel (Vodafone based)","networks":["505-03"],"internet":["vfinternet.au"]}
{"country":"au","name":"Highway1","networks":["505-02"],"internet":["splns357"]}
{"country":"au","name":"iiNet","networks":["505-02"],"internet":["iinet"]}
{"country":"au","name":"Internode","networks":["505-02"],"internet":["internode","splns333a1"]}
{"country":"au","name":"iPrimus","networks":["505-02"],"internet":["primuslns1"]}
{"country":"au","name":"Lycamobile","networks":["505-19"],"internet":["data.lycamobile.com.au"],"balance":"*131#","topUps":["*131*CODE#"]}
{"country":"au","name":"Optus","networks":["505-02"],"internet":["internet","yesinternet","connect","connectcap","preconnect"],"mms":["mms"]}
{"country":"au","name":"Pennytel","networks":["505-03"],"internet":["live.vodafone.com","vfinternet.au"]}
{"country":"au","name":"Smelly Black Dog","networks":["505-02"],"internet":["splns357"]}
{"country":"au","name":"Telstra","networks":["505-01"],"internet":["telstra.wap","telstra.datapack","telstra.internet","telstra.pcpack","telstra.bigpond"],"mms":["telstra.mms"],"wap":["telstra.iph"]}
{"country":"au","name":"Three","networks":["505-06"],"internet":["3netaccess","3services"]}
{"country":"au","name":"TPG Mobile","networks":["505-02"],"internet":["yesinternet","internet"],"mms":["mms"]}
{"country":"au","name":"Virgin Mobile","networks":["505-02"],"internet":["VirginInternet","VirginBroadband"]}
{"country":"au","name":"Vodafone","networks":["505-03"],"internet":["vfinternet.au","vfprepaymbb","live.vodafone.com"]}
{"country":"au","name":"Westnet","networks":["505-02"],"internet":["yesinternet","internet"]}
{"country":"az","name":"Azercell","networks":["400-01"],"internet":["internet"],"mms":["mms"]}
{"country":"az","name":"Azerfon","networks":["400-04"],"internet":["azerfon"]}
{"country":"az","name":"Bakcell","networks":["400-02"],"internet":["mms"]}
{"country":"ba","name":"BH GSM","networks":["218-90"],"mms":["mms.bhmobile.ba"]}
{"country":"ba","name":"HT-ERONET","networks":["218-03"],"internet":["gprs.eronet.ba"],"mms":["mms.eronet.ba"],"balance":"*101#"}
{"country":"ba","name":"m:tel","networks":["218-05"],"internet":["mtelgprs1","mtelgprs2","mtelgprs3","mtelgprs4","mtelfun"],"mms":["mobismms"],"balance":"*101#"}
{"country":"bb","name":"Digicel","networks":["342-750"],"internet":["isp.digicelbarbados.com"]}
{"country":"bd","name":"Airtel (Warid)","networks":["470-07"],"internet":["internet"],"mms":["mms"],"balance":"*1#","topUps":["*787*CODE#"]}
{"country":"bd","name":"Banglalink","networks":["470-03"],"internet":["blweb"],"mms":["blmms"],"balance":"*124#","topUps":["*123*CODE#"]}
{"country":"bd","name":"GrameenPhone","networks":["470-01"],"internet":["gpinternet"],"mms":["gpmms"],"balance":"*566#","topUps":["*555*CODE#"]}
{"country":"bd","name":"Robi (AKTel)","networks":["470-02"],"internet":["internet"],"mms":["wap"],"balance":"*222#","topUps":["*111*CODE#"]}
{"country":"bd","name":"Teletalk","networks":["470-04"],"internet":["wap"],"mms":["mms"],"balance":"*152#","topUps":["#151*CODE#"]}
{"country":"be","name":"Base","networks":["206-20"],"internet":["gprs.base.be"],"mms":["mms.base.be"]}
{"country":"be","name":"Lycamobile","networks":["206-06"],"internet":["data.lycamobile.be"],"balance":"*103#","topUps":["*103*CODE#"]}
{"country":"be","name":"Mobile Vikings","networks":["206-20"],"internet":["web.be"]}
{"country":"be","name":"Mobistar","networks":["206-10"],"internet":["web.pro.be","internet.be","iew.be","mworld.be"],"mms":["mms.be"],"balance":"#123#"}
{"country":"be","name":"Orange","networks":["206-10"],"internet":["orangeinternet"]}
{"country":"be","name":"Proximus","networks":["206-01"],"internet":["internet.proximus.be","intraprox.be"],"mms":["event.proximus.be"]}
{"country":"be","name":"Telenet Mobile","networks":["206-10"],"internet":["mobile.internet.be","telenetwap.be"]}
{"country":"bf","name":"Airtel 3G","networks":["613-02"],"internet":["internet"]}
{"country":"bg","name":"GloBul","networks":["284-05"],"internet":["internet.globul.bg"],"mms":["mms.globul.bg"],"balance":"*125#"}
{"country":"bg","name":"M-Tel","networks":["284-01"],"internet":["inet-gprs.mtel.bg"],"mms":["mms-gprs.mtel.bg"],"balance":"*101#"}
{"country":"bg","name":"Vivacom","networks":["284-03"],"internet":["internet.vivacom.bg","internet.vivatel.bg"],"mms":["mms.vivacom.bg"],"balance":"*102#"}
{"country":"bh","name":"Batelco","networks":["426-01"],"internet":["internet.batelco.com"],"mms":["mms.batelco.com"]}
{"country":"bh","name":"STC","networks":["426-04"],"internet":["viva.bh"]}
{"country":"bh","name":"Zain BH","networks":["426-02"],"internet":["internet","hsdpa"],"mms":["http://172.18.83.129"]}
{"country":"bi","name":"Leo/UCom","networks":["642-03"],"internet":["ucnet"]}
{"country":"bi","name":"Tempo/Africell","networks":["642-02"],"internet":["internet"],"mms":["mms.mascom"]}
{"country":"bm","name":"CellOne","networks":["350-00"],"internet":["web.c1.bm"]}
{"country":"bn","name":"B-Mobile","networks":["528-02"],"internet":["bmobilewap"],"mms":["bmobilemms"]}
{"country":"bn","name":"DSTCOM","networks":["528-11"],"internet":["dst.wap"],"mms":["mms.movistar.es"]}
{"country":"br","name":"Brasil Telecom","networks":["724-16"],"internet":["brt.br"],"mms":["mms.brt.br"]}
{"country":"br","name":"Claro","networks":["724-05"],"internet":["claro.com.br","bandalarga.claro.com.br"],"balance":"*544#"}
{"country":"br","name":"CTBC","networks":["724-07","724-32","724-33","724-34"],"internet":["ctbc.br"],"mms":["mms.ctbc.br"]}
{"country":"br","name":"Oi","networks":["724-16","724-31","724-24"],"internet":["gprs.oi.com.br"],"mms":["mmsgprs.oi.com.br"],"wap":["wapgprs.oi.com.br"]}
{"country":"br","name":"TIM","networks":["724-02","724-03","724-04","724-08"],"internet":["tim.br"],"mms":["unico.tim.it","timbrasil.br"],"balance":"*222#"}
{"country":"br","name":"Velox","internet":["wap.telcel.com"]}
{"country":"br","name":"Vivo","networks":["724-06","724-10","724-11","724-23"],"internet":["zap.vivo.com.br"],"mms":["mms.vivo.com.br"]}
{"country":"bs","name":"Aliv","networks":["364-49"],"internet":["pda.newcomobile.com"]}
{"country":"bs","name":"Batelco","networks":["364-390"],"internet":["internet.btcbahamas.com"]}
{"country":"bw","name":"Mascom Wireless","networks":["652-01"],"internet":["internet.mascom"],"mms":["mms"]}
{"country":"bw","name":"Orange","networks":["652-02"],"internet":["internet.orange.co.bw"]}
{"country":"by","name":"life:)","networks":["257-04"],"internet":["internet.life.com.by"],"balance":"*100#"}
{"country":"by","name":"MTS","networks":["257-02"],"internet":["internet.mts.by"],"mms":["mms","mms.mts.ru","mms.umc.ua","sp.mts"],"balance":"*100#"}
{"country":"by","name":"velcom","networks":["257-01"],"internet":["web.velcom.by","plus.velcom.by","privet.velcom.by","web1.velcom.by","web2.velcom.by","web3.velcom.by","vmi.velcom.by"],"mms":["mms.velcom.by"],"wap":["wap.velcom.by"],"balance":"*100#"}
{"country":"ca","name":"Bell Mobility","networks":["302-610","302-640","302-651","302-880"],"internet":["inet.bell.ca","pda.bell.ca","pda2.bell.ca"],"mms":["pda.bell.ca"]}
{"country":"ca","name":"Fido","networks":["302-370"],"internet":["ltemobile.apn"],"mms":["mms.fido.ca"]}
{"country":"ca","name":"Freedom Mobile","networks":["302-490"],"internet":["internet.freedommobile.ca"],"mms":["mms.freedommobile.ca"]}
{"country":"ca","name":"Mobilicity","networks":["302-320"],"internet":["wap.davewireless.com","internet.davewireless.com"],"mms":["mms.davewireless.com"]}
{"country":"ca","name":"Public Mobile","networks":["302-220"],"internet":["sp.mb.com"],"mms":["sp.mb.com"]}
{"country":"ca","name":"Rogers","networks":["302-720"],"internet":["internet.com","ltemobile.apn","ltedata.apn"],"mms":["media.com"]}
{"country":"ca","name":"SaskTel Mobility","networks":["302-680","302-750","302-780","302-880"],"internet":["inet.stm.sk.ca"]}
{"country":"ca","name":"Telus Mobility","networks":["302-220","302-860","302-880"],"internet":["isp.telus.com","vpn.telus.com","bb.telus.com","sp.telus.com"],"mms":["sp.telus.com"]}
{"country":"ca","name":"Vidéotron","networks":["302-500","302-510"],"internet":["media.videotron","ihvm.videotron"],"mms":["media.videotron"]}
{"country":"cd","name":"Vodacom","networks":["630-01"],"internet":["vodanet"],"mms":["vodalive"]}
{"country":"ch","name":"Lycamobile","networks":["228-54"],"internet":["data.lycamobile.ch"],"balance":"*131#","topUps":["*131*CODE#"]}
{"country":"ch","name":"M-Budget","networks":["228-01"],"internet":["gprs.swisscom.ch"]}
{"country":"ch","name":"Salt","networks":["228-03"],"internet":["internet"],"mms":["mms"],"balance":"#121#","topUps":["#121*CODE#"]}
{"country":"ch","name":"Sunrise","networks":["228-02"],"internet":["internet","wap.sunrise.ch","mms.sunrise.ch"],"mms":["mms.sunrise.ch"]}
{"country":"ch","name":"Swisscom","networks":["228-01"],"internet":["gprs.swisscom.ch","corporate.swisscom.ch","event.swisscom.ch"],"mms":["event.swisscom.ch"],"balance":"*130#","topUps":["*123*CODE#"]}
{"country":"ci","name":"MTN","networks":["612-05"],"internet":["internet"],"mms":["fast-mms","myMTN"]}
{"country":"cl","name":"Claro Chile","networks":["730-03"],"internet":["bam.clarochile.cl","bap.clarochile.cl"]}
{"country":"cl","name":"Entel PCS","networks":["730-01"],"internet":["imovil.entelpcs.cl","bam.entelpcs.cl"]}
{"country":"cl","name":"GTD Movil","networks":["730-07"],"internet":["web.gtdmovil.cl"]}
{"country":"cl","name":"Movistar","networks":["730-02"],"internet":["web.tmovil.cl","wap.tmovil.cl"]}
{"country":"cl","name":"Virgin Mobile","networks":["730-07"],"internet":["imovil.virginmobile.cl"]}
{"country":"cl","name":"VTR Movil","networks":["730-08"],"internet":["movil.vtr.com"]}
{"country":"cl","name":"Wom","networks":["730-09"],"internet":["internet"]}
{"country":"cm","name":"MTN","networks":["624-01"],"internet":["INTERNET"]}
{"country":"cm","name":"Orange","networks":["624-02"],"internet":["orangecmgprs"]}
{"country":"cn","name":"China Mobile","networks":["460-00","460-02"],"internet":["cmnet"],"mms":["cmwap"],"wap":["cmwap"]}
{"country":"cn","name":"China Telecom","networks":["460-11"],"internet":["ctnet","ctlte"],"mms":["ctwap"]}
{"country":"cn","name":"China Unicom","networks":["460-01"],"internet":["3gnet"],"mms":["3gwap"]}
{"country":"co","name":"Claro","networks":["732-101"],"internet":["internet.comcel.com.co"]}
{"country":"co","name":"eTb","internet":["moviletb.net.co"]}
{"country":"co","name":"Movistar","networks":["732-102","732-123"],"internet":["internet.movistar.com.co"]}
{"country":"co","name":"Tigo","networks":["732-103","732-111"],"internet":["web.colombiamovil.com.co"],"mms":["mms.sentelgsm.com"]}
{"country":"co","name":"Uff","internet":["web.uffmovil.com.co"]}
{"country":"co","name":"UNE","networks":["732-103","732-111"],"internet":["www.une.net.co","une4glte.net.co"],"mms":["mms.colombiamovil.com.co"]}
{"country":"co","name":"Virgin Mobile","networks":["732-123"],"internet":["web.vmc.net.co"],"mms":["mms.movistar.com.co"]}
{"country":"cr","name":"IceCelular","networks":["712-01","712-02"],"internet":["icecelular"]}
{"country":"cr","name":"Kolbi","networks":["712-03"],"internet":["kolbi3g"],"mms":["mms.ideasclaro"]}
{"country":"cy","name":"Cytamobile-Vodafone","networks":["280-01"],"internet":["internet","pp.internet"],"mms":["cytamobile"]}
{"country":"cy","name":"MTN","networks":["280-10"],"internet":["internet"]}
{"country":"cz","name":"MOBIL.CZ","networks":["230-01"],"internet":["internet.t-mobile.cz"],"balance":"*146#","topUps":["*144*CODE#"]}
{"country":"cz","name":"O2","networks":["230-02"],"internet":["internet","internet.open"],"mms":["mms"],"balance":"*104*#","topUps":["*102*CODE#"]}
{"country":"cz","name":"T-Mobile","networks":["230-01"],"internet":["internet.t-mobile.cz"],"balance":"*101*#","topUps":["*102*CODE#"]}
{"country":"cz","name":"Vodafone","networks":["230-03"],"internet":["internet"],"balance":"*22#"}
{"country":"de","name":"1&1","networks":["262-02","262-04","262-09"],"internet":["web.vodafone.de","mail.partner.de"],"balance":"*100#"}
{"country":"de","name":"AldiTalk/MedionMobile","networks":["262-03","262-05","262-77"],"internet":["internet.eplus.de"],"mms":["mms.eplus.de"],"balance":"*100#","topUps":["*104*CODE#"]}
{"country":"de","name":"Alice","networks":["262-07"],"internet":["internet.partner1"]}
{"country":"de","name":"Bild Mobil","networks":["262-02"],"internet":["access.vodafone.de","web.vodafone.de","event.vodafone.de"],"mms":["event.vodafone.de"]}
{"country":"de","name":"blau.de","networks":["262-03","262-05","262-77"],"internet":["internet.eplus.de","tagesflat.eplus.de"],"balance":"*100#","topUps":["*104*CODE#"]}
{"country":"de","name":"Congstar","networks":["262-01"],"internet":["internet.t-mobile"],"balance":"*100#","topUps":["*101*CODE#"]}
{"country":"de","name":"E-Plus","networks":["262-03","262-05","262-77"],"internet":["internet.eplus.de"],"balance":"*100#","topUps":["*104*CODE#"]}
{"country":"de","name":"FONIC","networks":["262-07","262-08","262-11"],"internet":["pinternet.interkom.de"],"balance":"*101#","topUps":["*103*CODE#"]}
{"country":"de","name":"Lycamobile","networks":["262-43"],"internet":["data.lycamobile.de"],"balance":"*131#","topUps":["*131*CODE#"]}
{"country":"de","name":"Netzclub","networks":["262-07","262-08","262-11"],"internet":["pinternet.interkom.de"]}
{"country":"de","name":"O2","networks":["262-07","262-08","262-11"],"internet":["pinternet.interkom.de","internet","surfo2"],"mms":["internet"],"balance":"*101#","topUps":["*103*CODE#"]}
{"country":"de","name":"simyo Internet","networks":["262-03","262-05","262-77"],"internet":["internet.eplus.de"],"balance":"*100#","topUps":["*104*CODE#"]}
{"country":"de","name":"T-Mobile(Telekom)","networks":["262-01","262-06"],"internet":["internet.t-d1.de","internet.t-mobile","internet.v6.telekom","internet.telekom","iot.telekom.net"],"mms":["internet.t-mobile"],"balance":"*100#","topUps":["*101*CODE#"]}
{"country":"de","name":"Tchibo-Mobil","networks":["262-07","262-08","262-11"],"internet":["webmobil1"],"balance":"*101#","topUps":["*103*CODE#"]}
{"country":"de","name":"Vodafone","networks":["262-02","262-04","262-09"],"internet":["web.vodafone.de","event.vodafone.de"],"balance":"*100#","topUps":["*100*CODE#"]}
{"country":"de","name":"winSIM","internet":["internet"]}
{"country":"dk","name":"3","networks":["238-06"],"internet":["bredband.tre.dk","net.tre.dk","data.tre.dk","static.tre.dk"]}
{"country":"dk","name":"BiBoB","networks":["238-02"],"internet":["internet.bibob.dk"]}
{"country":"dk","name":"CBB Mobil","networks":["238-02","238-77"],"internet":["internet"]}
{"country":"dk","name":"Fullrate","internet":["internet"]}
{"country":"dk","name":"happiimobil","networks":["238-01"],"internet":["internet"]}
{"country":"dk","name":"Lycamobile","networks":["238-12"],"internet":["data.lycamobile.dk"],"balance":"*102#","topUps":["*101*CODE#"]}
{"country":"dk","name":"OiSTER","networks":["238-06"],"internet":["bredband.oister.dk","data.dk"],"mms":["data.tre.dk"]}
{"country":"dk","name":"Onfone Internet DK","networks":["238-01"],"internet":["internet"]}
{"country":"dk","name":"TDC","networks":["238-01"],"internet":["internet","internet.no","internet.se"],"mms":["mms.tdc.fi"],"balance":"*101#"}
{"country":"dk","name":"Telenor","networks":["238-02","238-77"],"internet":["internet"],"mms":["telenor"],"balance":"*101#"}
{"country":"dk","name":"Telia","networks":["238-30"],"internet":["www.internet.mtelia.dk"],"mms":["www.mms.mtelia.dk"],"balance":"*101#"}
{"country":"dk","name":"Telmore","networks":["238-01"],"internet":["internet"],"mms":["mms"]}
{"country":"dk","name":"Unotel","networks":["238-01"],"internet":["internet"]}
{"country":"do","name":"Claro","networks":["370-02"],"internet":["internet.ideasclaro.com.do"],"balance":"*122#"}
{"country":"do","name":"Orange","networks":["370-01"],"internet":["orangenet.com.do"],"balance":"#131#"}
{"country":"do","name":"Viva","networks":["370-04"],"internet":["edge.viva.net.do"],"balance":"#111#"}
{"country":"dz","name":"Djezzy","networks":["603-02"],"internet":["djezzy.internet"],"mms":["djezzy.mms"]}
{"country":"dz","name":"Mobilis","networks":["603-01"],"internet":["internet"],"mms":["mms"]}
{"country":"dz","name":"Nedjma","networks":["603-03"],"internet":["internet"],"mms":["nedjmaMMS"]}
{"country":"ec","name":"Movistar UMTS","networks":["740-00"],"internet":["navega.movistar.ec"],"mms":["mms.movistar.com.ec"]}
{"country":"ec","name":"Porta 3G","networks":["740-01"],"internet":["internet.porta.com.ec"],"mms":["mms.porta.com.ec"]}
{"country":"ee","name":"Elisa","networks":["248-02"],"internet":["internet"],"mms":["mms"]}
{"country":"ee","name":"EMT","networks":["248-01"],"internet":["internet.emt.ee"],"mms":["mms.emt.ee"]}
{"country":"ee","name":"Nordea","networks":["248-01"],"internet":["internet.emt.ee"]}
{"country":"ee","name":"Tele2","networks":["248-03"],"internet":["internet.tele2.ee"],"mms":["internet.tele2.fi"]}
{"country":"eg","name":"Etisalat","networks":["602-03"],"internet":["etisalat"],"mms":["Etisalat"]}
{"country":"eg","name":"MobiNil","networks":["602-01"],"internet":["mobinilweb"],"mms":["mobinilmms"]}
{"country":"eg","name":"Vodafone","networks":["602-02"],"internet":["internet.vodafone.net"],"mms":["mms.vodafone.eg"]}
{"country":"es","name":"Amena","networks":["214-03"],"internet":["orangeworld"]}
{"country":"es","name":"Carrefour Móvil","internet":["CARREFOURINTERNET"]}
{"country":"es","name":"Eroski Móvil","networks":["214-24"],"internet":["gprs.eroskimovil.es"]}
{"country":"es","name":"Euskaltel","networks":["214-08"],"internet":["internet.euskaltel.mobi"],"mms":["euskaltelmms.euskaltel.mobi"]}
{"country":"es","name":"Happy Móvil/moviData","networks":["214-03"],"internet":["INTERNETTPH"]}
{"country":"es","name":"Jazztel","networks":["214-21"],"internet":["jazzinternet"]}
{"country":"es","name":"Lebara","internet":["gprsmov.lebaramobile.es"]}
{"country":"es","name":"LlamaYa móvil","networks":["214-03"],"internet":["moreinternet"]}
{"country":"es","name":"Lowi","internet":["lowi.private.omv.es"]}
{"country":"es","name":"Lycamobile","networks":["214-25"],"internet":["data.lycamobile.es"],"balance":"*221#","topUps":["*221*CODE#"]}
{"country":"es","name":"Movistar (Telefónica)","networks":["214-05","214-07"],"internet":["telefonica.es","movistar.es"]}
{"country":"es","name":"Másmovil","networks":["214-03"],"internet":["internetmas"]}
{"country":"es","name":"móbil R (Mundo-R)","networks":["214-17"],"internet":["internet.mundo-r.com"]}
{"country":"es","name":"ONO","networks":["214-18"],"internet":["internet.ono.com"]}
{"country":"es","name":"Orange","networks":["214-03","214-09"],"internet":["internet"],"balance":"*111#"}
{"country":"es","name":"Pepephone","networks":["214-06"],"internet":["gprs.pepephone.com","gprsmov.pepephone.com"]}
{"country":"es","name":"Simyo","networks":["214-19"],"internet":["gprs-service.com"]}
{"country":"es","name":"Suop","internet":["inet.es"],"balance":"*123#"}
{"country":"es","name":"Telecable","networks":["214-16"],"internet":["internet.telecable.es"]}
{"country":"es","name":"Tuenti Móvil","networks":["214-05"],"internet":["tuenti.com"]}
{"country":"es","name":"Vodafone","networks":["214-01","214-06"],"internet":["ac.vodafone.es","airtelnet.es"],"mms":["mms.vodafone.net"]}
{"country":"es","name":"Yoigo","networks":["214-04"],"internet":["internet"],"mms":["mms"],"balance":"*111#"}
{"country":"et","name":"Ethio Telecom","networks":["636-01"],"internet":["etc.com"],"balance":"*804#"}
{"country":"fi","name":"DNA","networks":["244-12"],"internet":["internet","julkinen.dna.fi","data.dna.fi","data.moimobile.fi"],"mms":["mms"]}
{"country":"fi","name":"Elisa","networks":["244-05"],"internet":["internet"]}
{"country":"fi","name":"Kuiri","networks":["244-31"],"internet":["kuirinet"]}
{"country":"fi","name":"Saunalahti","networks":["244-21"],"internet":["internet.saunalahti","internet4","internet"],"mms":["mms.saunalahti.fi"]}
{"country":"fi","name":"Telia","networks":["244-91"],"internet":["internet","opengate","prointernet"],"mms":["telefinland"]}
{"country":"fi","name":"Welho","internet":["internet.welho.fi"]}
{"country":"fj","name":"Vodafone / Kidanet","networks":["542-01"],"internet":["vfinternet.fj","kidanet.fj","prepay.vfinternet.fj"]}
{"country":"fo","name":"Vodafone FO","networks":["288-02"],"internet":["vmc.vodafone.fo"]}
{"country":"fr","name":"A Mobile (Auchan Telecom)","internet":["wap65"]}
{"country":"fr","name":"AIF","networks":["208-01","208-28"],"internet":["DATAPRO"]}
{"country":"fr","name":"Bouygues Telecom","networks":["208-20","208-21"],"internet":["a2bouygtel.com","b2bouygtel.com","ebouygtel.com","mmsbouygtel.com","pcebouygtel.com"],"mms":["mmsbouygtel.com"]}
{"country":"fr","name":"Free Mobile","networks":["208-15"],"internet":["free"],"mms":["mmsfree"]}
{"country":"fr","name":"Lycamobile","networks":["208-25"],"internet":["data.lycamobile.fr"],"balance":"*131#","topUps":["*131*CODE#"]}
{"country":"fr","name":"Orange","networks":["208-01","208-00"],"internet":["orange.fr","internet-entreprise","orange","orange-mib","orange.ie"],"mms":["orange-acte"],"balance":"#123#","topUps":["#124*CODE#"]}
{"country":"fr","name":"Prixtel","networks":["208-01","208-10"],"internet":["Orange","sl2sfr"],"mms":["orange.acte","sl2sfr"]}
{"country":"fr","name":"SFR","networks":["208-10","208-11"],"internet":["websfr","internetpro","ipnet","slsfr","sl2sfr","internetneuf"],"mms":["mms65"],"wap":["wapsfr"]}
{"country":"fr","name":"Simplus","networks":["208-26","208-260"],"internet":["fnetnrj"],"mms":["mmsnrj"]}
{"country":"fr","name":"TeleCoop","networks":["208-01"],"internet":["orange"],"mms":["orange.acte"]}
{"country":"fr","name":"TEN","networks":["208-01"],"internet":["ao.fr","ofnew.fr"],"mms":["orange.acte"]}
{"country":"fr","name":"Transatel Telecom","networks":["208-22"],"internet":["netgprs.com"]}
{"country":"gb","name":"3","networks":["234-20"],"internet":["3internet","three.co.uk"]}
{"country":"gb","name":"Asda Mobile","networks":["234-15"],"internet":["asdamobiles.co.uk"],"mms":["asdamobiles.co.uk"]}
{"country":"gb","name":"BT Mobile","networks":["234-00"],"internet":["btmobile.bt.com"]}
{"country":"gb","name":"EE","networks":["234-30","234-33","234-34","234-86"],"internet":["everywhere"],"mms":["eezone"]}
{"country":"gb","name":"giffgaff","networks":["234-02","234-10","234-11"],"internet":["giffgaff.com"],"mms":["wap.o2.co.uk"],"balance":"*100#"}
{"country":"gb","name":"Lycamobile","networks":["234-26"],"internet":["data.lycamobile.co.uk"],"balance":"*131#","topUps":["*131*CODE#"]}
{"country":"gb","name":"O2","networks":["234-02","234-10","234-11"],"internet":["mobile.o2.co.uk","payandgo.o2.co.uk","idata.o2.co.uk","m-bb.o2.co.uk"],"wap":["wap.o2.co.uk"],"balance":"*#10#"}
{"country":"gb","name":"Superdrug","networks":["234-20"],"internet":["superdrug.net"],"mms":["superdrug.net"]}
{"country":"gb","name":"TalkTalk","internet":["mobile.talktalk.co.uk"]}
{"country":"gb","name":"Tesco Mobile","networks":["234-02","234-10","234-11"],"internet":["prepay.tesco-mobile.com"]}
{"country":"gb","name":"Virgin Mobile","networks":["234-31","234-32"],"internet":["vdata","goto.virginmobile.uk"],"mms":["orange.acte","vmms"]}
{"country":"gb","name":"Vodafone","networks":["234-15"],"internet":["internet","pp.vodafone.co.uk","ppbundle.internet","pp.internet"],"balance":"*#1345#"}
{"country":"ge","name":"Geocell","networks":["282-01"],"internet":["Internet"],"mms":["mms"]}
{"country":"gg","name":"Airtel-Vodaphone","networks":["234-03"],"internet":["airtel-ci-gprs.com"]}
{"country":"gg","name":"Sure (Cable & Wireless)","networks":["234-55"],"internet":["internet"],"mms":["mms"],"wap":["wap"]}
{"country":"gg","name":"Wave Telecom","networks":["234-50"],"internet":["pepper"],"mms":["mms"]}
{"country":"gh","name":"Airtel","networks":["620-06"],"internet":["internet"],"balance":"*133#","topUps":["*134*CODE#"]}
{"country":"gh","name":"GloGhana","networks":["620-07"],"internet":["internet"],"mms":["mms"],"balance":"*124#","topUps":["*123*CODE#"]}
{"country":"gh","name":"MTN","networks":["620-01"],"internet":["internet"],"balance":"*124#","topUps":["*125*CODE#"]}
{"country":"gh","name":"Tigo","networks":["620-03"],"internet":["web.tigo.com.gh"],"balance":"*820#","topUps":["*842*CODE#"]}
{"country":"gh","name":"Vodafone","networks":["620-02"],"internet":["browse"],"balance":"*122#","topUps":["*123*CODE#"]}
{"country":"gl","name":"Tele Greenland A/S","internet":["internet"]}
{"country":"gn","name":"Cellcom","networks":["611-05"],"internet":["internet.cellcom.com"]}
{"country":"gn","name":"Orange","networks":["611-01"],"internet":["internetogn"]}
{"country":"gr","name":"Cosmote","networks":["202-01"],"internet":["internet"]}
{"country":"gr","name":"Vodafone","networks":["202-05"],"internet":["internet","web.session"]}
{"country":"gr","name":"Wind","networks":["202-09","202-10"],"internet":["gint.b-online.gr"],"mms":["q-mms.myq.gr"]}
{"country":"gt","name":"Claro","networks":["704-01"],"internet":["internet.ideasclaro"]}
{"country":"gt","name":"Comcel / Tigo","networks":["704-02"],"internet":["Wap.tigo.gt"],"mms":["mms.tigo.gt"]}
{"country":"gt","name":"Movistar","networks":["704-03"],"internet":["internet.movistar.gt"]}
{"country":"gy","name":"DigiCel","networks":["738-01"],"internet":["internet"],"mms":["wap.digicelgy.com"]}
{"country":"gy","name":"GT&T Cellink Plus","networks":["738-02"],"internet":["wap.cellinkgy.com"]}
{"country":"hk","name":"3","networks":["454-03","454-04"],"internet":["mobile.three.com.hk","mobile.lte.three.com.hk"]}
{"country":"hk","name":"China Mobile","networks":["454-12"],"internet":["peoples.net"],"mms":["SmarTone-Vodafone"]}
{"country":"hk","name":"CSL","networks":["454-00","454-02"],"internet":["internet"],"mms":["hkcsl"]}
{"country":"hk","name":"Lycamobile","networks":["454-23"],"internet":["data.lycamobile.hk"],"balance":"*131#","topUps":["*131*CODE#"]}
{"country":"hk","name":"New World","networks":["454-10"],"internet":["internet"],"mms":["peoples.mms"]}
{"country":"hk","name":"Orange","networks":["454-04"],"internet":["web.orangehk.com"]}
{"country":"hk","name":"PCCW (Sunday)","networks":["454-16","454-19"],"internet":["internet","pccwdata","pccw"],"mms":["pccwmms","pccw"]}
{"country":"hk","name":"SmarTone","networks":["454-06"],"internet":["internet"]}
{"country":"hk","name":"Sunday","networks":["454-16"],"internet":["internet"]}
{"country":"hn","name":"Tigo","networks":["708-02"],"internet":["internet.tigo.hn"]}
{"country":"hr","name":"CARNet Tele2","networks":["219-02"],"internet":["carnet.tele2.hr"],"mms":["internet.tele2.hr"]}
{"country":"hr","name":"CARNet VIPNET","networks":["219-10"],"internet":["carnet.vip.hr"]}
{"country":"hr","name":"T-Mobile","networks":["219-01"],"internet":["web.htgprs"]}
{"country":"hr","name":"Tele2","networks":["219-02"],"internet":["mobileinternet.tele2.hr"]}
{"country":"hr","name":"VIPNET","networks":["219-10"],"internet":["data.vip.hr","gprs5.vipnet.hr","gprs0.vipnet.hr","3g.vip.hr"],"mms":["mms.vipnet.hr"]}
{"country":"hu","name":"DIGI","networks":["216-01"],"internet":["digi"]}
{"country":"hu","name":"Invitel","internet":["invitel.mobilnet"]}
{"country":"hu","name":"T-Mobile","networks":["216-30"],"internet":["internet"],"mms":["mms-westel"]}
{"country":"hu","name":"Telenor","networks":["216-01"],"internet":["net"],"mms":["mms"]}
{"country":"hu","name":"Vodafone","networks":["216-70"],"internet":["standardnet.vodafone.net","internet.vodafone.net","vitamax.snet.vodafone.net","vitamax.internet.vodafone.net"]}
{"country":"id","name":"3","networks":["510-89"],"internet":["3gprs","3data"]}
{"country":"id","name":"AXIS","networks":["510-08"],"internet":["AXIS"],"mms":["AXISmms"]}
{"country":"id","name":"Excelcomindo (XL)","networks":["510-11"],"internet":["www.xlgprs.net"],"mms":["www.xlmms.net"]}
{"country":"id","name":"Indosat","networks":["510-21","510-01"],"internet":["indosatgprs"],"mms":["indosatmms"]}
{"country":"id","name":"Telkomsel","networks":["510-10","510-20"],"internet":["telkomsel","flash","internet"],"mms":["mms"]}
{"country":"ie","name":"E-Mobile","networks":["272-03"],"internet":["broadband.eircommbb.ie"],"mms":["mms.mymeteor.ie"]}
{"country":"ie","name":"Lycamobile","networks":["272-13"],"internet":["data.lycamobile.ie"],"balance":"*131#","topUps":["*131*CODE#"]}
{"country":"ie","name":"Meteor","networks":["272-03"],"internet":["data.mymeteor.ie","broadband.mymeteor.ie","isp.mymeteor.ie"]}
{"country":"ie","name":"O2","networks":["272-02"],"internet":["open.internet","pp.internet","internet"],"mms":["internet"],"balance":"*#100#"}
{"country":"ie","name":"Three Ireland","networks":["272-05"],"internet":["3ireland.ie"],"mms":["3ireland.ie"]}
{"country":"ie","name":"Vodafone","networks":["272-01"],"internet":["hs.vodafone.ie","isp.vodafone.ie","live.vodafone.com"]}
{"country":"il","name":"CellCom","networks":["425-02"],"internet":["internetg"],"mms":["mms"],"balance":"*11777#"}
{"country":"il","name":"GolanTelecom","networks":["425-08"],"internet":["internet.golantelecom.net.il"],"mms":["mms.golantelecom.net.il"]}
{"country":"il","name":"Home Cellular","networks":["425-15"],"internet":["hcminternet"]}
{"country":"il","name":"Hot Mobile","networks":["425-07"],"internet":["net.hotm"],"mms":["mms.hotm"]}
{"country":"il","name":"Partner","networks":["425-01"],"internet":["uinternet"],"mms":["wap.orange.co.il"]}
{"country":"il","name":"Pelephone","networks":["425-03"],"internet":["internet.pelephone.net.il"],"mms":["mms.pelephone.net.il"]}
{"country":"il","name":"Rami Levi","networks":["425-16"],"internet":["internet.rl"],"mms":["mms.rl"]}
{"country":"il","name":"We4G","networks":["425-09"],"internet":["we"]}
{"country":"il","name":"YouPhone 3G","networks":["425-14"],"internet":["data.youphone.co.il"],"mms":["data.youphone.co.il"]}
{"country":"im","name":"Manx Telecom","networks":["234-58"],"internet":["3gpronto"],"mms":["mms.manxpronto.net"]}
{"country":"im","name":"Sure (Cable & Wireless)","networks":["234-36","234-55"],"internet":["internet"],"wap":["wap"]}
{"country":"in","name":"AIRCEL","networks":["404-17","404-28","404-29","404-37","404-41","404-42","404-91","405-800","405-801","405-802","405-803","405-804","405-805","405-806","405-807","405-808","405-809","405-810","405-811","405-812"],"internet":["aircelweb","aircelgprs","aircelgprs.po","aircelgprs.pr"],"mms":["aircelmms","aircelmms.po"]}
{"country":"in","name":"Airtel","networks":["404-02","404-03","404-06","404-10","404-28","404-31","404-37","404-40","404-41","404-42","404-45","404-49","404-70","404-90","404-92","404-93","404-95","404-96","404-97","404-98","405-51","405-52","405-54","405-56"],"internet":["airtelgprs.com"]}
{"country":"in","name":"BSNL/CellOne","networks":["404-34","404-38","404-51","404-53","404-54","404-55","404-57","404-58","404-59","404-62","404-64","404-66","404-71","404-72","404-73","404-74","404-75","404-76","404-77","404-80","404-81"],"internet":["bsnlnet","bsnlsouth","gprssouth.cellone.in","gprsnorth.cellone.in","gprswest.cellone.in","www.e.pr","www.e.po"],"mms":["bsnlmms"],"wap":["bsnlwap"]}
{"country":"in","name":"Idea Cellular","networks":["404-04","404-07","404-12","404-14","404-19","404-22","404-24","404-44","404-56","404-82","405-70","405-799","405-845","405-848","405-850"],"internet":["internet"],"mms":["mms","mmsc"]}
{"country":"in","name":"MTNL","networks":["404-68","404-69"],"internet":["mtnl.net","gprsmtnldel","gprsppsmum","gprsmtnlmum"],"mms":["mmsmtnldel"]}
{"country":"in","name":"Reliance","networks":["404-09","404-36","404-52","404-83","404-85","405-05","405-10","405-13"],"internet":["smartnet","rcomnet"],"mms":["mms","rcommms"],"wap":["smartwap"],"balance":"*111*1*3#"}
{"country":"in","name":"Spice telecom","networks":["404-14","404-44"],"internet":["Simplyenjoy","simplydownload"],"mms":["mmsc"]}
{"country":"in","name":"Tata Docomo","networks":["405-025","405-026","405-027","405-029","405-030","405-031","405-032","405-034","405-035","405-036","405-037","405-038","405-039","405-041","405-042","405-043","405-044","405-045","405-046","405-047"],"internet":["TATA.DOCOMO.INTERNET","TATADOCOMO3G"],"mms":["TATA.DOCOMO.MMS"]}
{"country":"in","name":"Vodafone","networks":["404-01","404-05","404-11","404-13","404-15","404-20","404-27","404-30","404-43","404-46","404-60","404-84","404-86","404-88","405-66","405-750","405-751","405-752","405-753","405-754","405-755","405-756"],"internet":["www"],"mms":["portalnmms"]}
{"country":"iq","name":"Asia Cell","networks":["418-50"],"internet":["net.asiacell.com"],"mms":["mtnirancell"]}
{"country":"iq","name":"Korek","networks":["418-40"],"internet":["net.korek.com"]}
{"country":"ir","name":"ایرانسل","networks":["432-35"],"internet":["mtnirancell"]}
{"country":"ir","name":"همراه اول","networks":["432-11"],"internet":["mcinet"]}
{"country":"is","name":"Nova","networks":["274-11"],"internet":["internet.nova.is"],"mms":["mms.nova.is"]}
{"country":"is","name":"Síminn","networks":["274-01"],"internet":["internet"],"mms":["mms.simi.is"]}
{"country":"is","name":"Vodafone","networks":["274-02","274-03"],"internet":["vmc.gprs.is"]}
{"country":"it","name":"3","networks":["222-99"],"internet":["tre.it","datacard.tre.it"]}
{"country":"it","name":"Bip","networks":["222-99"],"internet":["internet.vistream.it"]}
{"country":"it","name":"CoopVoce","networks":["222-01"],"internet":["web.coopvoce.it"]}
{"country":"it","name":"Fastweb","networks":["222-99"],"internet":["apn.fastweb.it","datacard.fastweb.it"],"mms":["tre.it"]}
{"country":"it","name":"Iliad","networks":["222-50"],"internet":["iliad"],"mms":["mms.iliad.it"]}
{"country":"it","name":"Lycamobile","networks":["222-35"],"internet":["data.lycamobile.it"],"balance":"*131#","topUps":["*131*CODE#"]}
{"country":"it","name":"Nòverca","networks":["222-07"],"internet":["web.noverca.it"],"mms":["mms.noverca.it"],"wap":["wap.noverca.it"]}
{"country":"it","name":"PosteMobile","networks":["222-10"],"internet":["internet.postemobile.it"],"mms":["mms.postemobile.it"]}
{"country":"it","name":"Rabona Mobile","networks":["222-54"],"internet":["rabona.it"]}
{"country":"it","name":"TIM","networks":["222-01"],"internet":["ibox.tim.it"],"wap":["wap.tim.it"]}
{"country":"it","name":"Tiscali","networks":["222-01"],"internet":["tiscalimobileinternet"]}
{"country":"it","name":"Vodafone","networks":["222-10"],"internet":["mobile.vodafone.it","web.omnitel.it"]}
{"country":"it","name":"Wind","networks":["222-88"],"internet":["internet.wind","internet.wind.biz"],"mms":["mms.wind"]}
{"country":"je","name":"Airtel-Vodaphone","networks":["234-03"],"internet":["airtel-ci-gprs.com"]}
{"country":"je","name":"Jersey Telecom","networks":["234-50"],"internet":["pepper"]}
{"country":"je","name":"Sure (Cable & Wireless)","networks":["234-55"],"internet":["internet"],"wap":["wap"]}
{"country":"jm","name":"Cable & Wireless","networks":["338-020"],"internet":["wap"]}
{"country":"jm","name":"Digicel","networks":["338-050"],"internet":["web.digiceljamaica.com"]}
{"country":"jo","name":"Orange","networks":["416-77"],"internet":["net.orange.jo"]}
{"country":"jo","name":"Zain","networks":["416-01"],"internet":["zain"],"mms":["Zain"]}
{"country":"jp","name":"b-mobile","networks":["440-10"],"internet":["dm.jplat.net","bmobile.ne.jp"]}
{"country":"jp","name":"e-mobile","networks":["440-00"],"internet":["emb.ne.jp"]}
{"country":"jp","name":"Excite","networks":["440-10","440-51"],"internet":["vmobile.jp"]}
{"country":"jp","name":"Mineo","networks":["440-10","440-51","440-20"],"internet":["mineo-d.jp","mineo.jp","mineo-s.jp"]}
{"country":"jp","name":"NTTdocomo","networks":["440-01","440-02","440-03","440-09","440-10","440-11","440-12","440-13","440-14","440-15","440-16","440-17","440-18","440-19","440-21","440-22","440-23","440-24","440-25","440-26","440-27","440-28","440-29","440-30","440-31","440-32","440-33","440-34","440-35","440-36","440-37","440-38","440-39","440-49","440-58","440-60","440-61","440-62","440-63","440-64","440-65","440-66","440-67","440-68","440-69","440-87","440-99"],"internet":["mopera.ne.jp","mopera.net"]}
{"country":"jp","name":"OCN","networks":["440-10","440-13"],"internet":["3g-d-2.ocn.ne.jp","lte-d.ocn.ne.jp","lte.ocn.ne.jp"]}
{"country":"jp","name":"Softbank Mobile","networks":["440-04","440-06","440-20","440-40","440-41","440-42","440-43","440-44","440-45","440-46","440-47","440-48","440-90","440-92","440-93","440-94","440-95","440-96","440-97","440-98"],"internet":["softbank"]}
{"country":"jp","name":"楽天モバイル","networks":["440-11","440-53"],"internet":["rakuten.jp"]}
{"country":"ke","name":"Airtel","networks":["639-03"],"internet":["ke.celtel.com"],"mms":["mms.yu.co.ke"]}
{"country":"ke","name":"Orange","networks":["639-07"],"internet":["bew.orange.co.ke"]}
{"country":"ke","name":"Safaricom","networks":["639-02"],"internet":["safaricom"],"mms":["mms.safaricom.com"],"balance":"*144#","topUps":["*544*CODE#"]}
{"country":"ke","name":"yu (Econet)","networks":["639-05"],"internet":["internet.econet.co.ke"]}
{"country":"kg","name":"Beeline","networks":["437-01"],"internet":["internet.beeline.kg"],"balance":"*102#"}
{"country":"kg","name":"MegaCom","networks":["437-05"],"internet":["internet"],"balance":"*500#"}
{"country":"kg","name":"O!","networks":["437-09"],"internet":["internet"],"balance":"*100#"}
{"country":"kh","name":"Beeline","networks":["456-09"],"internet":["gprs.beeline.com.kh"],"balance":"*102#"}
{"country":"kh","name":"Cellcard","networks":["456-01"],"internet":["cellcard"],"mms":["internet","mms"],"balance":"#124#"}
{"country":"kh","name":"Hello","networks":["456-02"],"internet":["hellowww"],"mms":["hellomms"],"balance":"*100#"}
{"country":"kh","name":"Metfone","networks":["456-08"],"internet":["metfone"],"balance":"*097#"}
{"country":"kh","name":"Mfone","networks":["456-18"],"internet":["Mfone"],"balance":"*222#"}
{"country":"kh","name":"qb","networks":["456-04"],"internet":["WAP"],"balance":"#132#"}
{"country":"kh","name":"Smart Mobile","networks":["456-06"],"internet":["smart"],"balance":"*888#"}
{"country":"kr","name":"KT","networks":["450-08"],"internet":["alwayson.ktfwing.com","lte.ktfwing.com"],"mms":["lte.ktfwing.com"]}
{"country":"kr","name":"LG U+","networks":["450-06"],"internet":["internet.lguplus.co.kr"],"mms":["internet.lguplus.co.kr"]}
{"country":"kr","name":"SK Telecom","networks":["450-05"],"internet":["web.sktelecom.com","lte.sktelecom.com"],"mms":["lte.sktelecom.com"]}
{"country":"kw","name":"Viva","networks":["419-04"],"internet":["viva"],"mms":["viva"]}
{"country":"kw","name":"Wataniya","networks":["419-03"],"internet":["action.wataniya.com"],"mms":["mms.wataniya.com"]}
{"country":"kw","name":"Zain","networks":["419-02"],"internet":["pps","apn01"]}
{"country":"kz","name":"Activ","networks":["401-02"],"internet":["internet"]}
{"country":"kz","name":"Altel 4G","networks":["401-77"],"internet":["internet"]}
{"country":"kz","name":"Beeline","networks":["401-01"],"internet":["internet.beeline.kz"]}
{"country":"kz","name":"K'CELL","networks":["401-02"],"internet":["internet"],"mms":["mms"]}
{"country":"kz","name":"Tele2","networks":["401-77"],"internet":["internet"]}
{"country":"la","name":"Beeline (Tigo)","networks":["457-08"],"internet":["beelinenet"]}
{"country":"la","name":"ETL","networks":["457-02"],"internet":["etlnet"]}
{"country":"la","name":"Lao Telecom","networks":["457-01"],"internet":["ltcnet"],"balance":"*122#"}
{"country":"la","name":"Unitel","networks":["457-03"],"internet":["startelecom","unitel3g"]}
{"country":"lb","name":"MTC Touch","networks":["415-03"],"internet":["gprs.mtctouch.com.lb"],"mms":["mms.mtctouch.com.lb"]}
{"country":"lc","name":"Cable & Wireless","networks":["358-110"],"internet":["internet"],"mms":["multimedia"]}
{"country":"li","name":"Datamobile","networks":["295-05"],"internet":["datamobile.ag"]}
{"country":"lk","name":"Airtel","networks":["413-05"],"internet":["www.wap.airtel.lk"]}
{"country":"lk","name":"Dialog GSM","networks":["413-02"],"internet":["www.dialogsl.com","ppinternet","dialogbb","kitbb.com"],"mms":["www.dialogsl.com","ppwap"]}
{"country":"lk","name":"Hutch","networks":["413-08"],"internet":["htwap"]}
{"country":"lk","name":"Mobitel","networks":["413-01"],"internet":["isp"]}
{"country":"lk","name":"Tigo","networks":["413-03"],"internet":["wap"]}
{"country":"ls","name":"Vodacom Lesotho","networks":["651-01"],"internet":["internet"]}
{"country":"lt","name":"Bite","networks":["246-02"],"internet":["banga"],"mms":["mms"]}
{"country":"lt","name":"Omnitel (contract)","networks":["246-01"],"internet":["gprs.omnitel.net","gprs.startas.lt"],"mms":["gprs.mms.lt"]}
{"country":"lt","name":"TELE2 GPRS","networks":["246-03"],"internet":["internet.tele2.lt"],"mms":["mms.tele2.lt","mms.tele2.lv"]}
{"country":"lu","name":"LUXGSM","networks":["270-01"],"internet":["web.pt.lu"],"mms":["mms.pt.lu"]}
{"country":"lu","name":"Orange","networks":["270-99"],"internet":["orange.lu"]}
{"country":"lu","name":"Tango","networks":["270-77"],"internet":["hspa","internet"],"mms":["mms","mms.li"]}
{"country":"lu","name":"VOXmobile","networks":["270-99"],"internet":["vox.lu"],"mms":["vox.lu"]}
{"country":"lv","name":"Bite","networks":["247-05"],"internet":["wap","internet"]}
{"country":"lv","name":"LMT","networks":["247-01"],"internet":["internet.lmt.lv","open.lmt.lv","okarte.lmt.lv"],"mms":["mms.lmt.lv"]}
{"country":"lv","name":"Tele2","networks":["247-02"],"internet":["internet.tele2.lv","mobileinternet.tele2.lv","data.tele2.lv"]}
{"country":"ma","name":"Ittissalat Al Maghrib (IAM)","networks":["604-01"],"internet":["www.iamgprs1.ma","www.iamgprs2.ma"],"mms":["Mmsiam"]}
{"country":"ma","name":"Medi Telecom","networks":["604-00"],"internet":["internet1.meditel.ma","internet2.meditel.ma"],"mms":["mms.meditel.ma"]}
{"country":"ma","name":"WANA","networks":["604-02"],"internet":["www.wana.ma"],"mms":["mms.wana.ma"]}
{"country":"md","name":"Moldcell","networks":["259-02"],"internet":["internet"],"mms":["mms"]}
{"country":"md","name":"Orange","networks":["259-01"],"internet":["internet"]}
{"country":"md","name":"Unité","networks":["259-05"],"internet":["internet.unite.md","internet3g.unite.md"]}
{"country":"me","name":"m:tel","networks":["297-03"],"internet":["gprsinternet"],"mms":["mtelmms"]}
{"country":"me","name":"ProMonte GSM","networks":["297-01"],"internet":["gprs.promonte.com"],"mms":["mms.promonte.com"]}
{"country":"me","name":"T-Mobile","networks":["297-02"],"internet":["tmcg-data","tmcg-nw","internet-postpaid","internet-prepaid"]}
{"country":"mg","name":"Airtel","networks":["646-01"],"internet":["internet"]}
{"country":"mg","name":"Orange","networks":["646-02"],"internet":["orangeworld"]}
{"country":"mg","name":"Telma","networks":["646-04"],"internet":["internet"]}
{"country":"mk","name":"Lycamobile","networks":["294-04"],"internet":["data.lycamobile.mk"],"balance":"*122#","topUps":["*122*CODE#"]}
{"country":"mk","name":"One","networks":["294-02"],"internet":["datacard"],"mms":["mms"]}
{"country":"mk","name":"T-Mobile","networks":["294-01"],"internet":["internet"]}
{"country":"mk","name":"Vodafone","networks":["294-03"],"internet":["vipoperator"]}
{"country":"ml","name":"Malitel","networks":["610-01"],"internet":["web.malitel3.ml"]}
{"country":"ml","name":"Orange","networks":["610-02"],"internet":["iew","internet"]}
{"country":"mm","name":"MPT","networks":["414-01"],"internet":["mptnet"]}
{"country":"mm","name":"Ooredoo","networks":["414-05"],"internet":["internet"]}
{"country":"mm","name":"Telenor","networks":["414-06"],"internet":["internet"]}
{"country":"mn","name":"MobiCom","networks":["428-99"],"internet":["internet"],"mms":["mms"]}
{"country":"mo","name":"3 / Hutchison","networks":["455-03","455-05"],"internet":["web.hutchisonmacau.com"],"mms":["mms.hutchisonmacau.com"]}
{"country":"mo","name":"CTM","networks":["455-01","455-04"],"internet":["ctm-mobile"],"mms":["ctmmms"]}
{"country":"mt","name":"GO Mobile","networks":["278-21"],"internet":["gosurfing","rtgsurfing"],"mms":["gomms"]}
{"country":"mt","name":"Melita","networks":["278-77"],"internet":["web.melita"]}
{"country":"mt","name":"Vodafone","networks":["278-01"],"internet":["Internet"]}
{"country":"mu","name":"Emtel","networks":["617-10"],"internet":["WEB"]}
{"country":"mv","name":"Dhiraagu","networks":["472-01"],"internet":["internet.dhimobile"],"mms":["mms.dhimobile"]}
{"country":"mv","name":"Wataniya","networks":["472-02"],"internet":["WataniyaNet"]}
{"country":"mw","name":"Airtel MW","networks":["650-10"],"internet":["internet"],"balance":"*137#","topUps":["*136*CODE#"]}
{"country":"mw","name":"TNM","networks":["650-01"],"internet":["Internet"]}
{"country":"mx","name":"Movistar","networks":["334-03"],"internet":["internet.movistar.mx"]}
{"country":"mx","name":"Telcel","networks":["334-02"],"internet":["internet.itelcel.com"],"mms":["mms.itelcel.com"]}
{"country":"my","name":"Celcom","networks":["502-13","502-19"],"internet":["celcom.net.my","celcom3g"],"mms":["celcom3g"]}
{"country":"my","name":"DiGi","networks":["502-16"],"internet":["diginet","3gdgnet"],"mms":["digimms"]}
{"country":"my","name":"Maxis","networks":["502-12","502-17"],"internet":["maxisbb","net","unet"],"mms":["unet"]}
{"country":"mz","name":"MCel","networks":["643-01"],"internet":["isp.mcel.mz"],"mms":["mms.mcel.mz"]}
{"country":"mz","name":"Movitel","networks":["643-03"],"internet":["default"]}
{"country":"mz","name":"Vodacom","networks":["643-04"],"internet":["internet"]}
{"country":"na","name":"Leo","networks":["649-03"],"internet":["internet"],"mms":["mms"]}
{"country":"na","name":"MTC","networks":["649-01"],"internet":["ppsinternet","internet"]}
{"country":"ng","name":"Airtel NG","networks":["621-20","621-80"],"internet":["internet.ng.airtel.com.ng"],"balance":"*123#","topUps":["*126*CODE#"]}
{"country":"ng","name":"Etisalat","networks":["621-90"],"internet":["etisalat"],"balance":"*232#","topUps":["*222*CODE#"]}
{"country":"ng","name":"Glo Mobile","networks":["621-50","621-70"],"internet":["glosecure","gloflat"],"balance":"#124#","topUps":["*123*CODE#"]}
{"country":"ng","name":"MTN","networks":["621-30","621-60"],"internet":["web.gprs.mtnnigeria.net"],"balance":"*556#","topUps":["*555*CODE#"]}
{"country":"ni","name":"Claro","networks":["710-21","710-73"],"internet":["web.emovil","internet.ideasalo.ni"],"wap":["wap.emovil","wap.ideasalo.ni"]}
{"country":"ni","name":"Movistar","networks":["710-30"],"internet":["internet.movistar.ni"]}
{"country":"nl","name":"Ben","networks":["204-16"],"internet":["basic.internet.ben.data","internet.ben"],"mms":["mms.ben"]}
{"country":"nl","name":"Galaxy","networks":["204-08"],"internet":["internet"]}
{"country":"nl","name":"Hi","networks":["204-08"],"internet":["portalmmm.nl"],"mms":["portalmmm.nl"]}
{"country":"nl","name":"KPN NL","networks":["204-08"],"internet":["prepaidinternet","fastinternet","internet","KPN4G.nl","portalmmm.nl"],"mms":["portalmmm.nl"]}
{"country":"nl","name":"Lebara","networks":["204-12"],"internet":["multimedia.lebara.nl"],"mms":["internet"]}
{"country":"nl","name":"Lycamobile","networks":["204-09"],"internet":["data.lycamobile.nl"],"balance":"*101#","topUps":["*101*CODE#"]}
{"country":"nl","name":"MEDIONmobile","networks":["204-08","204-10"],"internet":["portalmmm.nl"]}
{"country":"nl","name":"Orange","networks":["204-20"],"internet":["internet"]}
{"country":"nl","name":"Simpel","networks":["204-16"],"internet":["internet.access.nl"]}
{"country":"nl","name":"T-Mobile","networks":["204-16"],"internet":["internet","smartsites.t-mobile"],"mms":["mms"]}
{"country":"nl","name":"Tele2","networks":["204-02"],"internet":["data.tele2.nl"]}
{"country":"nl","name":"Telfort","networks":["204-12"],"internet":["internet"]}
{"country":"nl","name":"Vodafone","networks":["204-04"],"internet":["live.vodafone.com","office.vodafone.nl","m2m.global.vodafone.nl"]}
{"country":"nl","name":"XS4ALL Mobiel Internet","internet":["umts.xs4all.nl"]}
{"country":"no","name":"Altibox","internet":["internet"]}
{"country":"no","name":"Chess","networks":["242-02"],"internet":["netcom"],"mms":["mms.netcom.no"]}
{"country":"no","name":"Ludo Mobil","networks":["242-07"],"internet":["internet.ventelo.no"]}
{"country":"no","name":"Lycamobile","networks":["242-23"],"internet":["data.lyca-mobile.no"],"balance":"*150#","topUps":["*150*CODE#"]}
{"country":"no","name":"MyCall","networks":["242-05"],"internet":["internet"]}
{"country":"no","name":"Netcom","networks":["242-02"],"internet":["internet.netcom.no"],"mms":["mms.netcom.no"],"balance":"*150#"}
{"country":"no","name":"Network Norway","networks":["242-05"],"internet":["internet"],"mms":["mms"]}
{"country":"no","name":"OneCall","networks":["242-05"],"internet":["internet"]}
{"country":"no","name":"Phonero","networks":["242-01"],"internet":["internet.phonero.no"]}
{"country":"no","name":"TDC","networks":["242-08"],"internet":["internet.no"]}
{"country":"no","name":"Tele2","networks":["242-02","242-04"],"internet":["mobileinternet.tele2.no"],"wap":["internet.tele2.no"],"balance":"*111#"}
{"country":"no","name":"Telenor","networks":["242-01"],"internet":["telenor.smart"],"mms":["telenor.smart","mms.ventelo.no"]}
{"country":"no","name":"Telipol","networks":["242-05"],"internet":["internet"]}
{"country":"no","name":"Ventelo","networks":["242-07"],"internet":["internet.ventelo.no"]}
{"country":"np","name":"Mero Mobile","networks":["429-02"],"internet":["mero"]}
{"country":"np","name":"Nepal Telecom","networks":["429-01"],"internet":["ntnet"]}
{"country":"nz","name":"2-Degrees","networks":["530-24"],"internet":["internet"],"mms":["mms"]}
{"country":"nz","name":"Orcon","internet":["www.orcon.net.nz"]}
{"country":"nz","name":"Telecom New Zealand","networks":["530-00","530-05"],"internet":["internet.telecom.co.nz","direct.telecom.co.nz","oa.telecom.co.nz"],"mms":["wap.telecom.co.nz"],"wap":["wap.telecom.co.nz"]}
{"country":"nz","name":"TelstraClear","internet":["www.telstraclear.net.nz"]}
{"country":"nz","name":"Vodafone","networks":["530-01"],"internet":["live.vodafone.com","www.vodafone.net.nz","internet"]}
{"country":"om","name":"Nawras","networks":["422-03"],"internet":["isp.nawras.com.om"],"mms":["mms.nawras.com.om"]}
{"country":"om","name":"Oman Mobile","networks":["422-02"],"internet":["taif","internet"],"mms":["MMS"]}
{"country":"pa","name":"Cable and Wireless","networks":["714-01"],"internet":["apn01.cwpanama.com.pa"],"mms":["apn02.cwpanama.com.pa"]}
{"country":"pa","name":"Movistar","networks":["714-02"],"internet":["internet.movistar.pa"]}
{"country":"pe","name":"Claro","networks":["716-10"],"internet":["tim.pe","ba.amx"]}
{"country":"pe","name":"Movistar","networks":["716-06"],"internet":["movistar.pe"]}
{"country":"pe","name":"Nextel","networks":["716-07"],"internet":["datacard.nextel.com.pe"],"mms":["mms"]}
{"country":"pf","name":"Vini","networks":["547-20"],"internet":["internet"]}
{"country":"pg","name":"Digicel","networks":["537-03"],"internet":["internet.digicelpng.com"]}
{"country":"ph","name":"Digitel (Sun Cellular)","networks":["515-05"],"internet":["minternet"],"mms":["mms"]}
{"country":"ph","name":"Globe Telecom","networks":["515-02"],"internet":["internet.globe.com.ph","http.globe.com.ph","www.globe.com.ph"],"mms":["mms.globe.com.ph"]}
{"country":"ph","name":"Smart","networks":["515-03"],"internet":["internet"],"mms":["mms"]}
{"country":"pk","name":"Mobilink","networks":["410-01"],"internet":["connect.mobilinkworld.com","jazzconnect.mobilinkworld.com"]}
{"country":"pk","name":"Telenor","networks":["410-06"],"internet":["internet"]}
{"country":"pk","name":"Ufone","networks":["410-03"],"internet":["ufone.internet"],"mms":["ufone.mms"]}
{"country":"pk","name":"Warid","networks":["410-07"],"internet":["warid"],"mms":["zongmms"]}
{"country":"pk","name":"ZONG","networks":["410-04"],"internet":["zonginternet"]}
{"country":"pl","name":"aero2","networks":["260-17"],"internet":["darmowy"]}
{"country":"pl","name":"Cyfrowy Polsat","networks":["260-12"],"internet":["multi.internet"]}
{"country":"pl","name":"Heyah","networks":["260-02"],"internet":["heyah.pl","internet"],"mms":["heyahmms","mms"],"balance":"*108#","topUps":["*109*CODE#"]}
{"country":"pl","name":"INEA","networks":["260-03"],"internet":["telogic.internet"]}
{"country":"pl","name":"Lycamobile","networks":["260-09"],"internet":["data.lycamobile.pl"],"balance":"*131#","topUps":["*131*CODE#"]}
{"country":"pl","name":"Multimo","networks":["260-03"],"internet":["internet","mni.internet","telogic.internet"]}
{"country":"pl","name":"Netia","networks":["260-06"],"internet":["internet"]}
{"country":"pl","name":"nju mobile","networks":["260-03"],"internet":["internet","internetipv6"],"mms":["mms"],"balance":"*127*1#","topUps":["*128*CODE#"]}
{"country":"pl","name":"Orange","networks":["260-03"],"internet":["internet","internetipv6","vpn","vpn.static.pl"],"mms":["mms"],"balance":"*124*#","topUps":["*125*CODE#"]}
{"country":"pl","name":"Play","networks":["260-06"],"internet":["internet"],"mms":["mms"],"balance":"*101#","topUps":["*100*CODE#"]}
{"country":"pl","name":"Plus","networks":["260-01"],"internet":["internet","pro","m2m","optimizer"],"mms":["mms"],"balance":"*100#","topUps":["*123*CODE#"]}
{"country":"pl","name":"T-Mobile","networks":["260-02"],"internet":["internet"],"mms":["mms"],"balance":"*101#","topUps":["*111*CODE#"]}
{"country":"pl","name":"Vectra","networks":["260-06"],"internet":["internet"]}
{"country":"pl","name":"Virgin Mobile","networks":["260-02","260-06"],"internet":["virgin-internet"],"mms":["virgin-mms"],"balance":"*101#","topUps":["*100*CODE#"]}
{"country":"pt","name":"Clix","networks":["268-03"],"internet":["clixinternetmovel"]}
{"country":"pt","name":"Kanguru","networks":["268-03"],"internet":["kanguru-portatil","kanguru-tempo","kangurufixo","noapn"],"mms":["umts"]}
{"country":"pt","name":"Lycamobile","networks":["268-04"],"internet":["data.lycamobile.pt"],"balance":"*123#","topUps":["*#123*CODE#"]}
{"country":"pt","name":"Optimus","networks":["268-03"],"internet":["umts","internet"]}
{"country":"pt","name":"TMN","networks":["268-06"],"internet":["internet"],"mms":["mmsc.tmn.pt"]}
{"country":"pt","name":"Vodafone","networks":["268-01"],"internet":["internet.vodafone.pt","net2.vodafone.pt"],"mms":["vas.vodafone.pt"]}
{"country":"pt","name":"ZON","networks":["268-01"],"internet":["internet.zon.pt"],"mms":["vas.zon.pt"]}
{"country":"py","name":"Claro","networks":["744-02"],"internet":["gprs.claro.com.py"]}
{"country":"py","name":"Personal","networks":["744-05"],"internet":["internet"]}
{"country":"py","name":"Tigo","networks":["744-04"],"internet":["internet.tigo.py","broadband.tigo.py"]}
{"country":"py","name":"VOX","networks":["744-01"],"internet":["vox.wap"],"mms":["vox.mms"]}
{"country":"qa","name":"Q-Tel","networks":["427-01"],"internet":["gprs.qtel"],"mms":["mms.qtel"]}
{"country":"qa","name":"Vodafone","networks":["427-02"],"internet":["web.vodafone.com.qa","vodafone.com.qa"]}
{"country":"re","name":"SFR Réunion","networks":["647-10"],"internet":["websfr","slsfr","internetpro","ipnet"],"mms":["mmssfr"]}
{"country":"ro","name":"Digi.Net Mobil","networks":["226-05"],"internet":["internet","static"]}
{"country":"ro","name":"Lycamobile","networks":["226-16"],"internet":["data.lycamobile.ro"],"balance":"*131#","topUps":["*131*CODE#"]}
{"country":"ro","name":"Orange","networks":["226-10"],"internet":["net"],"mms":["mms"]}
{"country":"ro","name":"Vodafone","networks":["226-01"],"internet":["tobe.vodafone.ro","internet.vodafone.ro","internet.pre.vodafone.ro","live.vodafone.com","live.pre.vodafone.ro"]}
{"country":"rs","name":"Telekom Srbija","networks":["220-03"],"internet":["gprsinternet"],"mms":["mms"]}
{"country":"rs","name":"Telenor","networks":["220-01"],"internet":["internet"],"mms":["mms"]}
{"country":"rs","name":"VIP Mobile","networks":["220-05"],"internet":["vipmobile"],"mms":["vipmobile.mms"]}
{"country":"ru","name":"Beeline","aliases":["Билайн"],"networks":["250-28","250-99"],"internet":["home.beeline.ru","internet.beeline.ru"],"balance":"*102#"}
{"country":"ru","name":"Gazprombank Mobile","aliases":["Газпромбанк Мобайл"],"networks":["250-45"],"internet":["gpb"]}
{"country":"ru","name":"Letai","aliases":["Летай"],"networks":["250-27"],"internet":["internet.letai.ru"]}
{"country":"ru","name":"Megafon","aliases":["Мегафон"],"networks":["250-02"],"internet":["internet"],"mms":["mms"],"balance":"*100#"}
{"country":"ru","name":"Motiv","aliases":["Мотив"],"networks":["250-35"],"internet":["inet.ycc.ru"]}
{"country":"ru","name":"MTS","networks":["250-01"],"internet":["internet.mts.ru"],"balance":"*100#"}
{"country":"ru","name":"NTC","networks":["250-16"],"internet":["internet.ntc"],"mms":["mms.ntc"]}
{"country":"ru","name":"Phoenix","aliases":["Феникс"],"networks":["250-97"],"internet":["internet"]}
{"country":"ru","name":"SberMobile","aliases":["СберМобайл"],"networks":["250-50"],"internet":["internet.sberbank-tele.com"]}
{"country":"ru","name":"STS","aliases":["СТС"],"networks":["250-33"],"internet":["internet.sts.ru"]}
{"country":"ru","name":"Tele2","aliases":["Теле2"],"networks":["250-20"],"internet":["internet.tele2.ru"]}
{"country":"ru","name":"Tinkoff Mobile","aliases":["Тинькофф Мобайл"],"networks":["250-62"],"internet":["m.tinkoff"]}
{"country":"ru","name":"Vainah Telecom","aliases":["Вайнах Телеком"],"networks":["250-08"],"internet":["vtk"]}
{"country":"ru","name":"VTB Mobile","aliases":["ВТБ Мобайл"],"networks":["250-26"],"internet":["VTB"]}
{"country":"ru","name":"Yota","networks":["250-11"],"internet":["internet.yota","yota.ru"]}
{"country":"rw","name":"MTN","networks":["635-10"],"internet":["internet.mtn"]}
{"country":"rw","name":"Tigo","networks":["635-13"],"internet":["web.tigo.rw"]}
{"country":"sa","name":"Mobily","networks":["420-03"],"internet":["web1","web2"],"mms":["mms1"]}
{"country":"sa","name":"STC","networks":["420-01"],"internet":["jawalnet.com.sa"],"mms":["mms.net.sa"]}
{"country":"sa","name":"Zain","networks":["420-04"],"internet":["zain"]}
{"country":"sd","name":"MTN","networks":["634-02"],"internet":["internet"]}
{"country":"sd","name":"Sudani","networks":["634-07"],"internet":["sudaninet"]}
{"country":"sd","name":"Zain","networks":["634-01"],"internet":["internet"],"balance":"*888#","topUps":["*888*CODE#"]}
{"country":"se","name":"3","networks":["240-02","240-04"],"internet":["data.tre.se","bredband.tre.se","net.tre.se"]}
{"country":"se","name":"Com Hem","networks":["240-02","240-04"],"internet":["bredband.comhem.se"]}
{"country":"se","name":"Comviq","networks":["240-07","240-05"],"internet":["data.comviq.se","internet.tele2.se","mobileinternet.tele2.se"],"mms":["internet.tele2.se"],"balance":"*111#","topUps":["*110*CODE#"]}
{"country":"se","name":"djuice","networks":["240-09"],"internet":["internet.djuice.se"]}
{"country":"se","name":"Halebop","networks":["240-01"],"internet":["halebop.telia.se"],"mms":["mms.telia.se"]}
{"country":"se","name":"Lycamobile","networks":["240-12"],"internet":["data.lycamobile.se"],"balance":"*102#","topUps":["*101*CODE#"]}
{"country":"se","name":"Multicom Security","networks":["240-01","240-05"],"internet":["mobiflex.telia.se"],"mms":["mms.telia.se"]}
{"country":"se","name":"TDC","networks":["240-14"],"internet":["internet.se"],"mms":["data.tre.se"]}
{"country":"se","name":"Tele2","networks":["240-07","240-05"],"internet":["internet.tele2.se","mobileinternet.tele2.se"],"balance":"*111#"}
{"country":"se","name":"Telenor","networks":["240-04","240-06","240-08"],"internet":["internet.telenor.se","services.telenor.se","bredband.telenor.se"],"mms":["sp-services"],"balance":"*222#"}
{"country":"se","name":"Telia","networks":["240-01","240-05"],"internet":["online.telia.se"],"balance":"*120#"}
{"country":"sg","name":"M1","networks":["525-03"],"internet":["sunsurf","miworld","miworldcard","prepaidbb","sunsurfmcard"],"mms":["miworld"]}
{"country":"sg","name":"SingTel","networks":["525-01","525-02"],"internet":["internet"],"mms":["e-ideas"]}
{"country":"sg","name":"Starhub","networks":["525-05"],"internet":["shppd","shinternet"],"mms":["shmms"],"wap":["shwap"],"balance":"*123*1*1#"}
{"country":"si","name":"Mobitel","networks":["293-41"],"internet":["internet","internetpro"]}
{"country":"si","name":"T-2","networks":["293-64"],"internet":["internet.t-2.net"],"mms":["mms.t-2.net"]}
{"country":"si","name":"Telemach","networks":["293-70"],"internet":["internet"],"balance":"*123#","topUps":["*123*CODE#"]}
{"country":"si","name":"Vodafone / Simobil","networks":["293-40"],"internet":["internet.simobil.si"],"mms":["mms.simobil.si"]}
{"country":"sk","name":"O2","networks":["231-06"],"internet":["o2internet"],"mms":["o2mms"]}
{"country":"sk","name":"Orange","networks":["231-01"],"internet":["internet"]}
{"country":"sk","name":"Slovak Telekom","networks":["231-02","231-04"],"internet":["internet"],"mms":["mms"]}
{"country":"sn","name":"Tigo","networks":["608-02"],"internet":["wap.sentelgsm.com"]}
{"country":"sv","name":"Claro","networks":["706-01"],"internet":["internet.ideasclaro"]}
{"country":"sv","name":"digicel","networks":["706-02"],"internet":["wap.digicelsv.com"],"mms":["wap.digicelsv.com"]}
{"country":"sv","name":"Movistar","networks":["706-04"],"internet":["internet.movistar.sv"]}
{"country":"sv","name":"Tigo","networks":["706-03"],"internet":["internet.tigo.sv"]}
{"country":"sz","name":"Eswatini Mobile","networks":["653-02"],"internet":["internet"],"balance":"*202#","topUps":["*200*CODE#"]}
{"country":"sz","name":"MTN Eswatini","networks":["653-10"],"internet":["mymtn.co.sz"],"balance":"*556#","topUps":["*555*CODE#"]}
{"country":"th","name":"AIS","networks":["520-01"],"internet":["internet"],"mms":["multimedia"]}
{"country":"th","name":"AIS (AWN)","networks":["520-03"],"internet":["internet"],"mms":["mms"]}
{"country":"th","name":"DTAC","networks":["520-18"],"internet":["www.dtac.co.th"],"mms":["mms"]}
{"country":"th","name":"TOT 3G","networks":["520-15"],"internet":["internet"]}
{"country":"th","name":"True Move","networks":["520-99"],"internet":["internet"],"mms":["mms"]}
{"country":"tn","name":"Lycamobile","networks":["605-02"],"internet":["data.lycamobile.tn"],"balance":"*143#","topUps":["*143*CODE#"]}
{"country":"tn","name":"Orange","networks":["605-01"],"internet":["weborange","keygp","keypro"],"mms":["mms.otun"]}
{"country":"tn","name":"Tunisiana","networks":["605-03"],"internet":["internet.tunisiana.com"],"mms":["mms.tunisiana.com"]}
{"country":"tn","name":"Tunisie Télécom / TUNTEL","networks":["605-02"],"internet":["gprs.tn","internet.tn"],"mms":["mms.tn"]}
{"country":"tr","name":"Avea","networks":["286-03","286-04"],"internet":["internet","aycell"],"mms":["mms"]}
{"country":"tr","name":"Turkcell","networks":["286-01"],"internet":["internet","mgb"],"mms":["mms"]}
{"country":"tr","name":"Vodafone","networks":["286-02"],"internet":["internet","edge.kktctelsim.com"]}
{"country":"tt","name":"bmobile / TSTT","networks":["374-12"],"internet":["internet"],"mms":["mms"]}
{"country":"tt","name":"Digicel","networks":["374-13"],"internet":["wap.digiceltt.com"],"mms":["wap.digiceltt.com"]}
{"country":"tw","name":"Chunghwa Telecom (emome)","aliases":["中華電信 (emome)"],"networks":["466-92"],"internet":["emome","internet"],"mms":["emome"]}
{"country":"tw","name":"Far EasTone / KGT","aliases":["遠傳電信 / 和信電訊"],"networks":["466-01"],"internet":["internet"],"mms":["fetnet01"]}
{"country":"tw","name":"TransAsia","aliases":["泛亞電信"],"networks":["466-97"],"internet":["internet"],"mms":["vibo"]}
{"country":"tw","name":"TW Mobile","aliases":["台湾大哥大"],"networks":["466-99"],"internet":["internet"],"mms":["mms"]}
{"country":"tw","name":"Vibo Telecom / Aurora","aliases":["威寶電信 (Vibo) / 震旦電信 (Aurora)"],"networks":["466-89"],"internet":["vibo"],"mms":["MMS"]}
{"country":"tz","name":"Airtel Tanzania","networks":["640-05"],"internet":["internet"]}
{"country":"tz","name":"tiGO","networks":["640-02"],"internet":["internet"]}
{"country":"tz","name":"Vodacom","networks":["640-04"],"internet":["internet"]}
{"country":"tz","name":"Zantel","networks":["640-03"],"internet":["znet"]}
{"country":"ua","name":"Beeline","networks":["255-02"],"internet":["internet.beeline.ua"]}
{"country":"ua","name":"Djuice","networks":["255-03"],"internet":["www.djuice.com.ua","xl.kyivstar.net","3g.kyivstar.net"]}
{"country":"ua","name":"Jeans","networks":["255-01"],"internet":["www.jeans.ua","hyper.net"]}
{"country":"ua","name":"kyivstar","networks":["255-03"],"internet":["www.ab.kyivstar.net","www.kyivstar.net","3g.kyivstar.net"],"mms":["mms.kyivstar.net"]}
{"country":"ua","name":"life:)","networks":["255-06"],"internet":["internet","speed"],"balance":"*111#"}
{"country":"ua","name":"MTS","networks":["255-01"],"internet":["internet","hyper.net","active","www.umc.ua"]}
{"country":"ua","name":"Utel","networks":["255-07"],"internet":["3g.utel.ua"],"mms":["3g.utel.ua"]}
{"country":"ug","name":"+7Telecom","aliases":["+7Телеком"],"networks":["250-96"],"internet":["internet"],"balance":"*100#"}
{"country":"ug","name":"Krymtelekom","aliases":["Крымтелеком"],"networks":["250-34"],"internet":["internet.ktkru.ru"]}
{"country":"ug","name":"MTN","networks":["641-10"],"internet":["yellopix.mtn.co.ug"]}
{"country":"ug","name":"Orange","networks":["641-14"],"internet":["orange.ug"],"mms":["mms.warid.co.ug"]}
{"country":"ug","name":"UTL","networks":["641-11"],"internet":["utbroadband","utweb"],"mms":["utwap"]}
{"country":"ug","name":"Volna mobile","aliases":["Волна мобайл"],"networks":["250-60"],"internet":["internet"]}
{"country":"ug","name":"Warid","networks":["641-22"],"internet":["web.waridtel.co.ug"]}
{"country":"ug","name":"Win Mobile","networks":["250-32"],"internet":["internet"]}
{"country":"ug","name":"Zain","networks":["641-01"],"internet":["web.ug.zain.com"]}
{"country":"us","name":"Alltel","networks":["310-590"],"mms":["MMS","cellular1wap"]}
{"country":"us","name":"AT&T","networks":["310-038","310-090","310-150","310-280","310-410","310-560","310-680","310-016","310-070","310-080","310-380","310-670","310-950","311-070","311-090","311-180","311-190","312-090"],"internet":["NXTGENPHONE","ENHANCEDPHONE","NRPHONE","broadband","RESELLER"],"mms":["NXTGENPHONE","ENHANCEDPHONE","NRPHONE","broadband","RESELLER"]}
{"country":"us","name":"AweSIM","networks":["310-410"],"internet":["NXTGENPHONE"],"mms":["NXTGENPHONE"]}
{"country":"us","name":"BendBroadband","networks":["311-570"],"internet":["ISP"]}
{"country":"us","name":"Cincinnati Bell Wireless","networks":["310-420"],"internet":["wap.gocbw.com"],"mms":["wap.gocbw.com"]}
{"country":"us","name":"Cricket Communications","networks":["310-000"]}
{"country":"us","name":"Lycamobile","networks":["311-960"],"internet":["data.lycamobile.com"],"balance":"*611#","topUps":["*611*CODE#"]}
{"country":"us","name":"Mint Mobile","networks":["310-260"],"internet":["wholesale"]}
{"country":"us","name":"MTPCS (Cellular One)","networks":["310-570"],"internet":["wapgw.chinookwireless.net"]}
{"country":"us","name":"SpeedTalk Mobile","networks":["310-260"],"mms":["wholesale"]}
{"country":"us","name":"Straight Talk","networks":["310-410"],"internet":["att.mvno","tfdata"]}
{"country":"us","name":"T-Mobile","networks":["310-026","310-160","310-200","310-210","310-220","310-230","310-240","310-250","310-260","310-270","310-310","310-490","310-580","310-660","310-800"],"internet":["fast.t-mobile.com","epc.tmobile.com","wap.voicestream.com","internet2.voicestream.com","internet3.voicestream.com","mobilenet"]}
{"country":"us","name":"Ting","networks":["310-240"],"internet":["wireless.dish.com","tethering.dish.com"],"mms":["wireless.dish.com"]}
{"country":"us","name":"US Mobile","networks":["310-260"],"internet":["pwg"]}
{"country":"us","name":"Verizon","networks":["310-010","310-011","310-012","311-480","311-481","311-482","311-483","311-484","311-485","311-486","311-487","311-488","311-489"],"internet":["vzwims","vzwinternet"],"wap":["vzwapp"]}
{"country":"uy","name":"Ancel","networks":["748-00","748-01"],"internet":["adslmovil","prepago.ancel","gprs.ancel"],"mms":["mms"]}
{"country":"uy","name":"Claro","networks":["748-10"],"internet":["gprs.claro.com.uy","internet.ctimovil.com.uy"]}
{"country":"uy","name":"Movistar","networks":["748-07"],"internet":["apnumt.movistar.com.uy","webapn.movistar.com.uy"]}
{"country":"uz","name":"Beeline","networks":["434-04"],"internet":["internet.beeline.uz"]}
{"country":"uz","name":"Ucell","networks":["434-05"],"internet":["internet"]}
{"country":"uz","name":"UMS","networks":["434-07"],"internet":["net.ums.uz"]}
{"country":"vc","name":"Digicel","networks":["360-070"],"internet":["wap.digiceloecs.com"]}
{"country":"ve","name":"Digitel TIM","networks":["734-01","734-02","734-03"],"internet":["gprsweb.digitel.ve"],"mms":["expresate.digitel.ve"]}
{"country":"ve","name":"Movilnet","networks":["734-06"],"internet":["int.movilnet.com.ve"],"mms":["mm.movilnet.com.ve"]}
{"country":"ve","name":"Movistar","networks":["734-04"],"internet":["internet.movistar.ve"]}
{"country":"vn","name":"Beeline VN","networks":["452-07"],"internet":["internet"]}
{"country":"vn","name":"EVNTelecom/E-Mobile","networks":["452-08"],"internet":["e-internet"]}
{"country":"vn","name":"MobiFone","networks":["452-01"],"internet":["m-wap"],"mms":["m-i090"]}
{"country":"vn","name":"Vietnamobile","networks":["452-05"],"internet":["internet"],"mms":["mms"]}
{"country":"vn","name":"Viettel Mobile","networks":["452-04"],"internet":["v-internet","e-connect"],"mms":["v-mms"]}
{"country":"vn","name":"Vinaphone","networks":["452-02"],"internet":["m3-world","m3-card"],"mms":["m3-mms"]}
{"country":"xk","name":"IPKO","networks":["221-02"],"internet":["ipko"]}
{"country":"za","name":"8.ta","networks":["655-02"],"internet":["internet"],"mms":["mms"],"balance":"*188#","topUps":["*188*CODE#"]}
{"country":"za","name":"Cell-c","networks":["655-07"],"internet":["internet"],"mms":["mms"],"balance":"*101#","topUps":["*102*CODE#"]}
{"country":"za","name":"MTN","networks":["655-10"],"internet":["internet"],"mms":["mymtn"],"balance":"*141#","topUps":["*141*CODE#"]}
{"country":"za","name":"Virgin Mobile","networks":["655-07"],"internet":["vdata"],"balance":"*101#","topUps":["*102*CODE#"]}
{"country":"za","name":"Vodacom","networks":["655-01"],"internet":["internet","unrestricted"],"mms":["mms.vodacom.net"],"balance":"*100#","topUps":["*100*01*CODE#"]}
`;
