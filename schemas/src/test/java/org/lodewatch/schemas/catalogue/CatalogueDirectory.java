package org.lodewatch.schemas.catalogue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory of a small user catalogue. It has no mistakes; tests add them. */
record CatalogueDirectory(Path path) {

    static final String COUNTRIES = """
            iso2,name,schedule_c,un_m49,un_comtrade
            CN,China,5700,156,
            US,United States,1000,840,842
            XX,Unknown or unlisted,,,899;838
            """;

    static final String BLOCS = """
            bloc,name,country
            pair,the pair,CN
            pair,the pair,US
            """;

    static final String MINERALS = """
            mineral,name,usgs_2022,usgs_2025,member_of,source
            antimony,antimony,yes,yes,,
            rare-earths,rare earths,no,no,,
            cerium,cerium,yes,yes,rare-earths,
            """;

    static final String FORMS = """
            mineral,form,name,stage,headline
            antimony,oxide,antimony oxide,compound,yes
            rare-earths,compounds,rare-earth compounds,compound,yes
            """;

    static final String COMMODITIES = """
            prefix,mineral,form,confirmed,description,source
            282580,antimony,oxide,yes,Antimony oxides,
            2846,rare-earths,compounds,yes,"Compounds, of rare earths",
            """;

    static final String RELIANCE = """
            mineral,edition,year,percent,source
            antimony,MCS2026,2025,91,Fig. 2
            """;

    static final String PRODUCTION = """
            mineral,stage,country,year,amount,unit,edition,source
            antimony,ore,CN,2025,40000,metric tons,MCS2026,Mine production
            antimony,ore,US,2025,0,metric tons,MCS2026,Mine production
            """;

    static final String GOVERNANCE = """
            country,year,mean
            CN,2023,-0.3
            US,2023,1.1
            """;

    static CatalogueDirectory in(Path path) {
        return new CatalogueDirectory(path)
                .with("countries.csv", COUNTRIES)
                .with("blocs.csv", BLOCS)
                .with("minerals.csv", MINERALS)
                .with("forms.csv", FORMS)
                .with("commodities.csv", COMMODITIES)
                .with("net_import_reliance.csv", RELIANCE)
                .with("production.csv", PRODUCTION)
                .with("governance.csv", GOVERNANCE);
    }

    CatalogueDirectory with(String file, String content) {
        return with(file, content.getBytes(StandardCharsets.UTF_8));
    }

    CatalogueDirectory with(String file, byte[] content) {
        try {
            Files.write(path.resolve(file), content);
            return this;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    CatalogueDirectory without(String file) {
        try {
            Files.delete(path.resolve(file));
            return this;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Catalogue load() {
        return Catalogue.load(path);
    }
}
